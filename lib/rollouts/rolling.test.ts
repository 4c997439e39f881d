import { expect, it } from 'vitest'
import { grownSize, rollingBounds, shrunkSizes } from './rolling.ts'

const sets = (...pairs: readonly (readonly [size: number, available: number])[]) =>
  pairs.map(([size, available]) => ({ size, available }))

it('bounds are spec.replicas, what may come on top, and what may be missing', () => {
  const of = { replicas: 4, strategy: 'RollingUpdate', maxSurge: '25%', maxUnavailable: 0 }
  expect(rollingBounds(of)).toEqual({ replicas: 4, surge: 1, unavailable: 0 })
  expect(rollingBounds({ ...of, strategy: 'Recreate' })).toEqual({ replicas: 4, surge: 0, unavailable: 0 })
  expect(rollingBounds({ ...of, replicas: 0, maxSurge: 0 })).toEqual({
    replicas: 0,
    surge: 0,
    unavailable: 0,
  })
})

// As the controller's own tests have it: pkg/controller/deployment/rolling_test.go
it.each([
  ['nothing to do', { replicas: 10, surge: 0 }, 10, 10, 10],
  ['room for all', { replicas: 10, surge: 2 }, 0, 10, 2],
  ['room beside the old', { replicas: 10, surge: 0 }, 5, 5, 10],
  ['no room', { replicas: 10, surge: 0 }, 5, 10, 5],
  ['too many planned', { replicas: 10, surge: 2 }, 2, 14, 2],
  ['larger than wanted', { replicas: 10, surge: 2 }, 20, 20, 10],
])('the newest ReplicaSet grows: %s', (_, bounds, newest, planned, size) => {
  expect(grownSize({ ...bounds, unavailable: 0 }, newest, planned)).toBe(size)
})

it.each([
  ['as many as may be missing', 2, sets([0, 0]), sets([10, 10]), [10], [8]],
  ['what is not available first', 2, sets([0, 0]), sets([10, 8]), [8], [8]],
  ['the oldest first', 2, sets([3, 3]), sets([4, 4], [6, 6]), [4, 6], [0, 5]],
  ['of several what is not available', 0, sets([5, 5]), sets([3, 2], [4, 0]), [2, 3], [2, 3]],
  ['nothing while new pods are starting', 0, sets([2, 0]), sets([10, 10]), [10], [10]],
  ['not below what must be there', 0, sets([2, 1]), sets([10, 10]), [10], [9]],
  ['only so many as are to spare', 1, sets([1, 1]), sets([10, 0]), [8], [8]],
])('the old ones shrink: %s', (_, unavailable, [newest], old, without, sizes) => {
  const bounds = { replicas: 10, surge: 0, unavailable }
  if (newest === undefined) throw new Error('no newest')
  expect(shrunkSizes(bounds, newest, old)).toEqual([without, sizes])
})
