import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inertText } from './answer.ts'

/** What lines are broken with, turned round, joined and torn apart by. */
const letter = fc.constantFrom(
  'a',
  ' ',
  '\n',
  '\0',
  '\u202E',
  '\u2028',
  '\u200D',
  '😀',
  '\uD83D',
  '<',
  'é',
  '٣',
)

describe('a foreign text', () => {
  test('is one line of at most 120 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 200 }), (text) => {
        const inert = inertText(text)
        expect([...inert].length).toBeLessThanOrEqual(120)
        expect(inert).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(inert.isWellFormed()).toBe(true)
        expect(inertText(inert)).toBe(inert)
      }),
    )
  })

  test('cannot turn the direction of the line around', () => {
    expect(inertText('abc\u202Egpj.exe\u2066')).toBe('abc gpj.exe')
  })

  test('stays what it says', () => {
    expect(inertText('<script>alert(1)</script>')).toBe('<script>alert(1)</script>')
  })
})
