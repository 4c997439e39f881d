import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { podinfo } from '../rollouts/fixtures/raw.ts'
import { parseDeployment } from '../wire/parse.ts'
import { detailOf, rawDeployment, rawSet } from './fixtures/raw.ts'
import { complete, ending, failing, pausedMidway, rolling } from './fixtures/situations.ts'
import { boundsOf } from './window.ts'

const limits = (replicas: number, maxSurge: string | number, maxUnavailable: string | number) =>
  boundsOf(
    parseDeployment(
      rawDeployment({
        replicas,
        spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
      }),
    ),
  )

// The table of the controller's own test, and the course's figures.
it.each([
  [3, '25%', 0, 1, 0],
  [4, '25%', 0, 1, 0],
  [8, '25%', 0, 2, 0],
  [1, '0%', '0%', 0, 1],
  [1, '39%', '39%', 1, 0],
  [1, 'oops', '39%', 0, 0],
  [10, '25%', '25%', 3, 2],
  [2, '0%', '1%', 0, 1],
  [0, '25%', '25%', 0, 0],
  [3, 0, 5, 0, 3],
])(
  '%i replicas with surge %s and unavailable %s may have %i more and %i fewer',
  (replicas, s, u, surge, unavailable) => {
    expect(limits(replicas, s, u)).toEqual({ replicas, surge, unavailable })
  },
)

it('Recreate has no window', () => {
  const recreate = rawDeployment({ spec: { strategy: { type: 'Recreate' } } })
  expect(boundsOf(parseDeployment(recreate))).toMatchObject({ surge: 0, unavailable: 0 })
})

describe('on what the next step waits', () => {
  it.each([
    ['nothing under way', complete, null],
    ['a new pod', rolling, { what: 'new-pods', count: 1 }],
    ['a new pod that fails', failing, { what: 'new-pods', count: 1 }],
    ['a person', pausedMidway, { what: 'person' }],
    ['an old pod that ends', ending, { what: 'old-pods', count: 1 }],
  ])('%s', (_, detail, awaited) => {
    expect(detail.awaited).toEqual(awaited)
  })

  it('every old pod, under Recreate', () => {
    const detail = detailOf({
      deployment: rawDeployment({
        generation: 2,
        revision: 2,
        image: podinfo('6.9.3'),
        spec: { strategy: { type: 'Recreate' } },
      }),
      sets: [
        rawSet({ hash: 'a', revision: 1, replicas: 0, current: 2 }),
        rawSet({ hash: 'b', revision: 2, image: podinfo('6.9.3'), replicas: 0 }),
      ],
    })
    expect(detail.awaited).toEqual({ what: 'old-pods', count: 2 })
    expect(detail.window).toMatchObject({ mayAdd: 0, mayRemove: 0 })
  })
})

const size = fc.integer({ min: 0, max: 12 })
const someSet = fc.tuple(size, size).map(([replicas, available]) => ({
  replicas,
  available: Math.min(replicas, available),
}))
const limit = fc.oneof(
  size,
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
)

it('never makes more pods than may be, nor takes away more than can be missed', () => {
  fc.assert(
    fc.property(
      size,
      limit,
      limit,
      someSet,
      fc.array(someSet, { maxLength: 3 }),
      (desired, maxSurge, maxUnavailable, fresh, old) => {
        const sets = [
          rawSet({ hash: 'new', revision: 9, ...fresh }),
          ...old.map((set, index) =>
            rawSet({ hash: `o${index}`, revision: index + 1, image: podinfo('6.9.2'), ...set }),
          ),
        ]
        const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } }
        const { window } = detailOf({
          deployment: rawDeployment({ replicas: desired, revision: 9, spec: { strategy } }),
          sets,
        })
        const planned =
          sets.length === 0 ? 0 : fresh.replicas + old.reduce((sum, set) => sum + set.replicas, 0)
        const oldPods = planned - fresh.replicas
        const available = fresh.available + old.reduce((sum, set) => sum + set.available, 0)
        expect(window.planned).toBe(planned)
        if (window.mayAdd > 0) expect(planned + window.mayAdd).toBeLessThanOrEqual(desired + window.surge)
        expect(window.mayRemove).toBeLessThanOrEqual(oldPods)
        // Pods that are not available are taken first; of those that are, enough stay.
        const healthyTaken =
          window.mayRemove - Math.min(window.mayRemove, oldPods - (available - fresh.available))
        if (healthyTaken > 0)
          expect(available - healthyTaken).toBeGreaterThanOrEqual(desired - window.unavailable)
      },
    ),
  )
})
