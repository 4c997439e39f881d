import { expect, test } from 'vitest'
import { PATIENCE } from './compare.ts'
import { comparePictures } from './picture-difference.ts'
import type { Trace } from './trace.ts'

/** A trace of these pictures, a second each. */
const seen = (...looks: readonly (readonly string[])[]): Trace => ({
  status: [],
  sizes: [],
  pictures: [['# promote', 0], ...looks.map((look) => [look.join(), 1000] as const)],
  looks: new Map(looks.map((look) => [look.join(), look])),
})

const paused = ['row.phase: Paused', 'share: 0.25']

test('a picture of one side alone is told with what was done before it, and with the fields in which the nearest one is another', () => {
  const [real, demo] = [
    seen(paused, ['row.phase: Healthy']),
    seen(paused, ['row.phase: Healthy', 'share: 1']),
  ]
  expect(comparePictures(real, demo, PATIENCE)).toEqual([
    {
      only: 'real',
      line: 'row.phase: Healthy',
      ms: 1000,
      after: '# promote',
      unlike: ['share: nothing; elsewhere 1'],
    },
    {
      only: 'demo',
      line: 'row.phase: Healthy,share: 1',
      ms: 1000,
      after: '# promote',
      unlike: ['share: 1; elsewhere nothing'],
    },
  ])
})

test('a picture that stands elsewhere is told as unlike in nothing', () => {
  const [real, demo] = [seen(paused, ['row.phase: Healthy']), seen(['row.phase: Healthy'], paused)]
  expect(comparePictures(real, demo, PATIENCE).map(({ unlike }) => unlike)).toEqual([[], []])
})
