import { describe, expect, it } from 'vitest'
import { fixtureNow, podinfo, secondsAgo } from '../rollouts/fixtures/raw.ts'
import { detailOf, rawDeployment, rawSet } from './fixtures/raw.ts'
import {
  complete,
  completeAgain,
  ending,
  failing,
  overdue,
  pausedMidway,
  rolling,
} from './fixtures/situations.ts'
import { deploymentSentence, plainDeploymentMessage } from './sentence.ts'
import type { DeploymentDetail } from './view.ts'

const told = (detail: DeploymentDetail, now = fixtureNow) => {
  const { headline, next } = deploymentSentence(detail, now)
  return `${headline} ${next}`.trim()
}

describe('what a Deployment is doing', () => {
  it.each([
    ['complete', complete, 'Healthy: all pods have 6.9.4. Nothing is under way.'],
    [
      'within an update',
      rolling,
      'Replacing 6.9.4 by 6.9.3: 1 of 3 pods are new. The next step waits for 1 new pod to become available. If nothing moves for 40 s, it counts as failed.',
    ],
    [
      'with a bad image',
      failing,
      'Replacing 6.9.4 by 6.9.3: 1 of 3 pods are new, but new pods fail: ImagePullBackOff. The next step waits for 1 new pod to become available, which fail: ImagePullBackOff. If nothing moves for 40 s, it counts as failed.',
    ],
    [
      'past its deadline',
      overdue,
      'No progress for 1 min: the update to 6.9.3 is stuck. 3 of 3 pods are available. New pods fail: ImagePullBackOff. The controller undoes nothing, and goes on once new pods come up.',
    ],
    [
      'paused midway',
      pausedMidway,
      'Paused within the update from 6.9.4 to 6.9.3: 2 of 3 pods are new. Pods are still kept up and scaled; a change of the template is held until someone resumes it.',
    ],
    [
      'with an old pod left',
      ending,
      'Replacing 6.9.4 by 6.9.3: 3 of 3 pods are new. It waits for 1 old pod to end. If nothing moves for 40 s, it counts as failed.',
    ],
  ])('%s', (_, detail, words) => {
    expect(told(detail)).toBe(words)
  })

  it('counts down by the second, and never past its end', () => {
    expect(told(rolling, fixtureNow + 39_000)).toContain('nothing moves for 1 s')
    expect(told(rolling, fixtureNow + 41_000)).toContain('It is about to count as failed')
  })

  it('scaled to nothing, and to less', () => {
    const none = rawDeployment({ replicas: 0 })
    expect(told(detailOf({ deployment: none }))).not.toContain('undefined')
    const fewer = rawDeployment({ status: { replicas: 5, updatedReplicas: 5, availableReplicas: 4 } })
    const set = rawSet({ hash: 'a', revision: 1, replicas: 3, current: 5, available: 4 })
    expect(told(detailOf({ deployment: fewer, sets: [set] }))).toContain('Scaling to 3 pods: 5 are there.')
  })

  it('changed, and not yet seen', () => {
    const changed = detailOf({
      deployment: rawDeployment({ generation: 2, observed: 1, image: podinfo('6.9.3') }),
      sets: [rawSet({ hash: 'a', revision: 1, replicas: 3 })],
    })
    expect(told(changed)).toBe(
      'The spec has changed; the controller has not seen it yet. What is shown is from before the change.',
    )
  })

  it('made, and never looked at by a controller', () => {
    const fresh = rawDeployment({ observed: 0, revision: 0, status: { conditions: [] } })
    expect(told(detailOf({ deployment: fresh }))).toBe('No controller has looked at it yet.')
  })

  it('being deleted', () => {
    const deleted = rawDeployment({
      meta: { name: 'webapp', namespace: 'webapp', uid: 'u', deletionTimestamp: secondsAgo(1) },
    })
    expect(told(detailOf({ deployment: deleted }))).toBe('It is being deleted. Its pods go with it.')
  })
})

it('the fleet says the headline, without a clock and without a full stop', () => {
  for (const detail of [complete, completeAgain, rolling, failing, pausedMidway, ending])
    expect(`${plainDeploymentMessage(detail.row)}.`).toBe(deploymentSentence(detail, fixtureNow).headline)
})

it('every sentence starts with a capital and ends with a full stop', () => {
  for (const detail of [complete, completeAgain, rolling, failing, overdue, pausedMidway, ending]) {
    const { headline, next } = deploymentSentence(detail, fixtureNow)
    for (const text of [headline, next].filter((part) => part !== '')) expect(text).toMatch(/^[A-Z0-9].*\.$/)
  }
})
