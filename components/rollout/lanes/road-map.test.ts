import { describe, expect, it } from 'vitest'
import { blueGreenDetail, replicaSet } from '@/lib/rollouts/fixtures/views.ts'
import { nothingToPreview, roadMap } from './road-map.ts'

const waiting = blueGreenDetail()
const [active, preview] = waiting.lanes

describe('roadMap', () => {
  it('leads users to the older and testers to the newer revision', () => {
    const { roads, ends } = roadMap(waiting)
    expect(ends.map(({ revision }) => revision)).toEqual([1, 2])
    expect(roads.map(({ lane, from, to }) => [lane.role, from, to])).toEqual([
      ['active', 0.25, 0.25],
      ['preview', 0.75, 0.75],
    ])
  })

  it('moves the road of the users, and nothing else, when their Service is switched', () => {
    const lanes = waiting.lanes.map((lane) => ({ ...lane, replicaSet: 'frontend-ff8fb4b44' }))
    const { roads, ends } = roadMap({ ...waiting, lanes })
    expect(ends.map(({ revision }) => revision)).toEqual([1, 2])
    expect(roads.map(({ to }) => to)).toEqual([0.75, 0.75])
  })

  it('leads nowhere where a Service is missing or selects nothing', () => {
    const lanes = waiting.lanes.map((lane) =>
      lane.role === 'preview' ? { ...lane, found: false, replicaSet: null } : lane,
    )
    expect(roadMap({ ...waiting, lanes }).roads.map(({ to }) => to)).toEqual([0.25, null])
  })

  it('keeps a ReplicaSet without pods only while a road leads there', () => {
    const empty = replicaSet({ uid: 'rs0', name: 'frontend-old', revision: 0, replicas: 0, desired: 0 })
    const down = replicaSet({ replicas: 0, desired: 0, ready: 0 })
    const { ends } = roadMap({ ...waiting, replicaSets: [down, empty] })
    expect(ends.map(({ name }) => name)).toEqual(['frontend-ff8fb4b44'])
  })
})

describe('nothingToPreview', () => {
  it('is true only when both Services select the same ReplicaSet', () => {
    expect(nothingToPreview(waiting)).toBe(false)
    const same = { replicaSet: 'frontend-ff8fb4b44' }
    const lanes = [active, preview].flatMap((lane) => (lane ? [{ ...lane, ...same }] : []))
    expect(nothingToPreview({ ...waiting, lanes })).toBe(true)
    expect(
      nothingToPreview({ ...waiting, lanes: lanes.map((lane) => ({ ...lane, replicaSet: null })) }),
    ).toBe(false)
  })
})
