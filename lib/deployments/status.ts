import { secondsAfter } from '../rollouts/instants.ts'
import type { Instant } from '../rollouts/model.ts'
import type { Phase } from '../rollouts/view.ts'
import type { Deployment } from '../rollouts/workload-model.ts'
import { conditionOf, isGenerationObserved } from './revision.ts'
import type { DeploymentDetail } from './view.ts'

/** Go's MaxInt32, which the controller takes for "no deadline". */
const noDeadline = 2_147_483_647

const timedOutReason = 'ProgressDeadlineExceeded'
const pausedReason = 'DeploymentPaused'
const completeReason = 'NewReplicaSetAvailable'

const isTimedOut = (deployment: Deployment): boolean =>
  isGenerationObserved(deployment) && conditionOf(deployment, 'Progressing')?.reason === timedOutReason

const waiting = (text: string): DeploymentDetail['status'] => ({ text, failed: false, done: false })

/**
 * What `kubectl rollout status --watch=false` prints, without its line's end; as an error where it is one.
 * Mirrors kubectl@v0.36.3 pkg/polymorphichelpers/rollout_status.go#L59
 */
export function rolloutStatus(deployment: Deployment): DeploymentDetail['status'] {
  const { meta, spec, status } = deployment
  const name = `deployment "${meta.name}"`
  if (!isGenerationObserved(deployment))
    return waiting('Waiting for deployment spec update to be observed...')
  if (isTimedOut(deployment))
    return { text: `error: ${name} exceeded its progress deadline`, failed: true, done: false }
  const { replicas, updatedReplicas, availableReplicas } = status
  const begin = `Waiting for ${name} rollout to finish:`
  if (spec.replicas !== null && updatedReplicas < spec.replicas)
    return waiting(`${begin} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`)
  if (replicas > updatedReplicas)
    return waiting(`${begin} ${replicas - updatedReplicas} old replicas are pending termination...`)
  if (availableReplicas < updatedReplicas)
    return waiting(`${begin} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`)
  return { text: `${name} successfully rolled out`, failed: false, done: true }
}

/** Why pods or the ReplicaSet cannot be made, in the controller's words; null when they can. */
export function creationFailure(deployment: Deployment): string | null {
  const failure = conditionOf(deployment, 'ReplicaFailure')
  if (failure?.status === 'True') return failure.message || failure.reason
  const progressing = conditionOf(deployment, 'Progressing')
  return progressing?.reason === 'ReplicaSetCreateError' ? progressing.message : null
}

/**
 * The phase a person is told, and the words for it: kubectl's, or why nothing can be made. A Deployment that was complete and has lost pods that do
 * not come back is Degraded, too: the controller itself has no word for that but Available False.
 */
export function deploymentPhase(
  deployment: Deployment,
  trouble: readonly string[],
): { readonly phase: Phase; readonly message: string } {
  const { text, failed, done } = rolloutStatus(deployment)
  if (!isGenerationObserved(deployment)) return { phase: 'Progressing', message: text }
  const failure = creationFailure(deployment)
  if (failed || failure !== null)
    return { phase: 'Degraded', message: failure ?? text.replace(/^error: /, '') }
  if (deployment.spec.paused) return { phase: 'Paused', message: done ? '' : text }
  if (done) return { phase: 'Healthy', message: '' }
  const lost = conditionOf(deployment, 'Available')?.status === 'False' && isComplete(deployment)
  return { phase: lost && trouble.length > 0 ? 'Degraded' : 'Progressing', message: text }
}

/** Whether the last update had come to its end, whatever became of its pods since. */
const isComplete = (deployment: Deployment): boolean =>
  conditionOf(deployment, 'Progressing')?.reason === completeReason

/** Since when it is paused, as far as the controller has said so. */
export function pausedSince(deployment: Deployment): Instant | null {
  const progressing = conditionOf(deployment, 'Progressing')
  return progressing?.reason === pausedReason ? progressing.lastUpdateTime : null
}

/**
 * When the controller calls the update failed unless something moves before; null where no such clock runs.
 * Mirrors kubernetes@v1.36.3 pkg/controller/deployment/util/deployment_util.go#L774 and #L910
 */
export function deadlineOf(deployment: Deployment): Instant | null {
  const { progressDeadlineSeconds, paused } = deployment.spec
  const progressing = conditionOf(deployment, 'Progressing')
  if (progressDeadlineSeconds === null || progressDeadlineSeconds === noDeadline || paused) return null
  if (!isGenerationObserved(deployment) || progressing === undefined) return null
  if ([timedOutReason, completeReason].includes(progressing.reason)) return null
  return secondsAfter(progressing.lastUpdateTime, progressDeadlineSeconds)
}
