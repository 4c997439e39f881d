import type { ContainerState, Pod } from './model.ts'
import type { PodState } from './view.ts'

export interface PodReadiness {
  readonly state: PodState
  /** Why the pod is not ready, in the kubelet's or the scheduler's words; empty when it is. */
  readonly reason: string
}

/** What a container waits for on its way up; every other waiting reason is a failure. */
const onTheWay = ['', 'ContainerCreating', 'PodInitializing']

/**
 * Whether a pod serves, by its Ready condition: the kubelet sets it from every container, the native sidecars and the readiness gates,
 * so that a Running pod that is not ready is `starting`, and `failing` once a container cannot run.
 */
export function podReadiness(pod: Pod): PodReadiness {
  const { phase, reason, message, conditions } = pod.status
  if (pod.meta.deletedAt !== null)
    return { state: 'terminating', reason: words(reason || 'Terminating', message) }
  if (phase === 'Succeeded') return { state: 'completed', reason: words(reason || 'Completed', message) }
  if (phase === 'Failed') return { state: 'failing', reason: words(reason || 'Failed', message) }
  const ready = conditions.find(({ type }) => type === 'Ready')
  if (ready?.status === 'True') return { state: 'ready', reason: '' }
  if (phase === 'Unknown' || ready?.status === 'Unknown') {
    return {
      state: 'unknown',
      reason: words(reason || ready?.reason || 'Unknown', message || ready?.message || ''),
    }
  }
  const failure = failureOf(pod)
  if (failure !== null) return { state: 'failing', reason: failure }
  return { state: 'starting', reason: words(reason, message) || startingReason(pod) }
}

const words = (reason: string, message: string): string => [reason, message].filter(Boolean).join(': ')

const containersOf = ({ status }: Pod): readonly ContainerState[] => [
  ...status.initContainerStatuses,
  ...status.containerStatuses,
]

function failureOf(pod: Pod): string | null {
  for (const { waiting, terminated } of containersOf(pod)) {
    if (waiting && !onTheWay.includes(waiting.reason)) return words(waiting.reason, waiting.message)
    if (terminated && terminated.exitCode !== 0) {
      return words(terminated.reason || `exit code ${terminated.exitCode}`, terminated.message)
    }
  }
  return null
}

function startingReason(pod: Pod): string {
  const { conditions, phase } = pod.status
  const unscheduled = conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False')
  if (unscheduled) return words(unscheduled.reason, unscheduled.message)
  const waiting = containersOf(pod).find((container) => container.waiting && container.waiting.reason !== '')
  if (waiting?.waiting) return words(waiting.waiting.reason, waiting.waiting.message)
  const ready = conditions.find(({ type }) => type === 'Ready')
  return (ready && words(ready.reason, ready.message)) || phase
}
