import { expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { canaryAnalysed } from './fixtures/analysis.ts'
import { blueGreenPaused } from './fixtures/blue-green.ts'
import { canaryAborted, canaryPaused } from './fixtures/canary.ts'
import { podinfo } from './fixtures/raw.ts'
import { runningImages } from './images.ts'

it('names each image that runs with the tags in the order of the CLI', () => {
  expect(toRolloutDetail(blueGreenPaused).images).toEqual([
    { image: podinfo('6.9.3'), tags: ['stable', 'active'] },
    { image: podinfo('6.9.4'), tags: ['preview'] },
  ])
})

it('leaves out what is scaled to nothing', () => {
  expect(toRolloutDetail(canaryAborted).images).toEqual([{ image: podinfo('6.9.3'), tags: ['stable'] }])
})

it('sorts the tags of an image that several ReplicaSets run, and tells the experiment by its template', () => {
  expect(toRolloutDetail(canaryAnalysed).images).toEqual([
    { image: podinfo('6.9.3'), tags: ['stable', 'Σ:baseline'] },
    { image: podinfo('6.9.4'), tags: ['canary'] },
  ])
  const { replicaSets } = toRolloutDetail(canaryPaused)
  const sameImage = replicaSets.map((replicaSet) => ({ ...replicaSet, images: ['x'] }))
  expect(runningImages(sameImage.toReversed(), [])).toEqual([{ image: 'x', tags: ['canary', 'stable'] }])
  const [first] = replicaSets
  const twice = first ? [{ ...first, images: ['x', 'x'], roles: ['stable', 'active'] as const }] : []
  expect(runningImages(twice, [])).toEqual([{ image: 'x', tags: ['active', 'stable'] }])
})
