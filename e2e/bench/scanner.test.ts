import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createScanner } from './scanner.ts'

const prefix = 'mark-'
const piece = fc.oneof(
  fc.integer({ min: 0, max: 999 }).map((number) => `${prefix}${String(number).padStart(3, '0')}`),
  fc.constantFrom('m', 'mark', 'mark-', '-', '7', ' {"name":"web"} ', '→'),
)

/** The same by another road, on the whole text at once. */
const expected = (text: string) => Array.from(text.matchAll(/mark-.{3}/gs), ([marker]) => marker)

test('finds every marker in order, wherever the borders of the chunks fall', () => {
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.integer({ min: 1, max: 12 })), (pieces, sizes) => {
      const bytes = Buffer.from(pieces.join(''), 'utf8')
      const scanner = createScanner(prefix, prefix.length + 3)
      const found: string[] = []
      let at = 0
      for (const size of sizes) {
        found.push(...scanner.feed(bytes.subarray(at, at + size)))
        at += size
      }
      found.push(...scanner.feed(bytes.subarray(at)))
      expect(found).toEqual(expected(bytes.toString('latin1')))
    }),
  )
})
