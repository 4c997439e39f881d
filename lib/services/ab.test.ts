import { expect, test } from 'vitest'
import { inFleet, sharedBy, splitOf } from './ab.ts'

const behind = (key: string, workload: string | null, ready = 1) => ({
  key,
  maker: workload === null ? null : { uid: workload },
  ready,
})

test.each([
  ['none', [behind('a', 'web', 0)]],
  ['one', [behind('a', 'web'), behind('b', 'web', 0)]],
  ['revisions', [behind('a', 'web'), behind('b', 'web')]],
  ['workloads', [behind('a', 'web'), behind('b', 'api')]],
] as const)('%s', (split, variants) => {
  expect(splitOf(variants)).toBe(split)
  expect(inFleet(variants)).toBe(split === 'revisions' || split === 'workloads')
  expect(sharedBy({ split, variants })).toBe(split === 'revisions' ? 'web' : null)
})

test('an endpoint whose pod has just gone is no further workload and no further revision', () => {
  const gone = behind('', null)
  expect(splitOf([gone])).toBe('one')
  expect(splitOf([behind('a', 'web'), gone])).toBe('one')
  expect(splitOf([gone, behind('a', 'web'), behind('b', 'web')])).toBe('revisions')
  expect(sharedBy({ split: 'revisions', variants: [gone, behind('a', 'web'), behind('b', 'web')] })).toBe(
    'web',
  )
})
