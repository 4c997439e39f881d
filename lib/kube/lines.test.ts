import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLineSplitter } from './lines.ts'

describe('the line splitter', () => {
  test('gives the same lines whatever the chunks, characters cut in two included', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('\n', ''))
    fc.assert(
      fc.property(fc.array(line), line, fc.array(fc.integer({ min: 1, max: 9 })), (lines, rest, sizes) => {
        const bytes = Buffer.from(lines.map((one) => `${one}\n`).join('') + rest)
        const splitter = createLineSplitter()
        const found: string[] = []
        let start = 0
        for (const size of sizes) {
          found.push(...splitter.push(bytes.subarray(start, start + size)))
          start += size
        }
        found.push(...splitter.push(bytes.subarray(start)))
        expect(found).toEqual(lines.filter((one) => one !== ''))
        expect(splitter.rest()).toBe(rest)
      }),
    )
  })

  test('joins a line of 32 MB from 4 kB chunks in linear time', () => {
    const splitter = createLineSplitter()
    const chunk = Buffer.alloc(4096, 'x')
    // Counted, for eight thousand assertions would take longer than what they check.
    let early = 0
    for (let count = 0; count < 8192; count += 1) early += splitter.push(chunk).length
    expect(early).toBe(0)
    const [line] = splitter.push(Buffer.from('\nrest'))
    expect(line).toHaveLength(4096 * 8192)
    expect(splitter.rest()).toBe('rest')
  })
})
