import { expect, it } from 'vitest'
import { parseRollout } from '../wire/parse.ts'
import { abortScaleDownDelaySeconds, keepsOldPods, nextScaleDown, scaleDownDelaySeconds } from './delays.ts'
import { toRolloutDetail } from './detail.ts'
import { blueGreenPromoted } from './fixtures/blue-green.ts'
import { type Raw, secondsAgo } from './fixtures/raw.ts'

const rollout = (strategy: Raw) => parseRollout({ metadata: { name: 'n' }, spec: { strategy } })
const routed = (fields: Raw = {}) => rollout({ canary: { trafficRouting: {}, ...fields } })
const blueGreen = (fields: Raw = {}) => rollout({ blueGreen: fields })

it.each([
  ['blue-green by default', blueGreen(), 30, 30],
  ['blue-green', blueGreen({ scaleDownDelaySeconds: 5, abortScaleDownDelaySeconds: 7 }), 5, 7],
  ['blue-green with zeroes', blueGreen({ scaleDownDelaySeconds: 0, abortScaleDownDelaySeconds: 0 }), 0, null],
  ['a routed canary by default', routed(), 30, 30],
  ['a routed canary', routed({ scaleDownDelaySeconds: 5, abortScaleDownDelaySeconds: 0 }), 5, null],
  ['a basic canary, where both mean nothing', rollout({ canary: { abortScaleDownDelaySeconds: 9 } }), 0, 0],
  ['no strategy', rollout({}), 0, 0],
])('knows the delays of %s', (_, of, delay, abortDelay) => {
  expect(scaleDownDelaySeconds(of)).toBe(delay)
  expect(abortScaleDownDelaySeconds(of)).toBe(abortDelay)
})

it.each([
  [null, true],
  [1, true],
  [0, false],
])('knows whether old pods outlive a switch with a limit of %s', (scaleDownDelayRevisionLimit, kept) => {
  expect(keepsOldPods(blueGreen({ scaleDownDelayRevisionLimit }))).toBe(kept)
})

it('finds the next ReplicaSet to be scaled down', () => {
  const { replicaSets, row } = toRolloutDetail(blueGreenPromoted)
  expect(row.scaleDownAt).toBe(secondsAgo(-27))
  const sooner = replicaSets.map((replicaSet) => ({ ...replicaSet, scaleDownDeadline: secondsAgo(-9) }))
  expect(nextScaleDown([...replicaSets, ...sooner])).toBe(secondsAgo(-9))
})

it('does not count a deadline that has stayed on a ReplicaSet of no replicas, nor an unreadable one', () => {
  const { replicaSets } = toRolloutDetail(blueGreenPromoted)
  expect(nextScaleDown(replicaSets.map((replicaSet) => ({ ...replicaSet, desired: 0 })))).toBeNull()
  expect(
    nextScaleDown(replicaSets.map((replicaSet) => ({ ...replicaSet, scaleDownDeadline: 'soon' }))),
  ).toBeNull()
})
