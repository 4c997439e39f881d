import { textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { sizeOf, withSpec } from '../facts.ts'
import { revisionOf, type Turn } from './turn.ts'

const scaleDownOf = ({ object }: Turn): string => textAt(object.spec, 'workloadRef', 'scaleDown')

/** Takes the Deployment's pods away once the first version has settled. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L1102 */
export function scaleDownOnSuccess(turn: Turn): void {
  const settled = revisionOf(turn.object) === 1 && turn.status.phase === 'Healthy'
  if (settled && scaleDownOf(turn) === 'onsuccess') scaleWorkload(turn, 0)
}

/**
 * Takes a pod of the Deployment away for each that the first version has ready; `to` is the size that its ReplicaSet is given now.
 * Mirrors argo-rollouts@v1.10.1 rollout/replicaset.go#L220
 */
export function scaleDownProgressively(turn: Turn, set: KubeObject, to: number): void {
  if (revisionOf(set) !== 1 || scaleDownOf(turn) !== 'progressively') return
  const { phase, readyReplicas } = turn.status
  if (phase === 'Healthy') scaleWorkload(turn, 0)
  else if (readyReplicas > 0 || sizeOf(set) > to) scaleWorkload(turn, turn.replicas - readyReplicas)
}

/** Mirrors argo-rollouts@v1.10.1 rollout/scale_utils.go#L9 */
function scaleWorkload({ parts: { workload }, journal }: Turn, wanted: number): void {
  const replicas = Math.max(0, wanted)
  if (workload === null || sizeOf(workload) === replicas) return
  journal.change('deployments', workload, 'spec', (latest) => withSpec(latest, { replicas }))
}
