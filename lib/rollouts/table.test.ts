import fc from 'fast-check'
import { expect, it } from 'vitest'
import { alignRows } from './table.ts'

it('counts a sign as one, however many bytes it has, and never pads the last cell', () => {
  const rows = [
    ['NAME', 'INFO'],
    ['├──□ a', 'x'],
    ['॥', ''],
  ]
  expect(alignRows(rows)).toBe('NAME    INFO\n├──□ a  x\n॥       \n')
})

it('starts every cell of a column at the same place', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '│', '⧉') })
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, fc.constant('|')), { minLength: 1 }), (rows) => {
      const starts = alignRows(rows)
        .trimEnd()
        .split('\n')
        .map((row) => row.indexOf('|'))
      expect(new Set(starts).size).toBe(1)
    }),
  )
})
