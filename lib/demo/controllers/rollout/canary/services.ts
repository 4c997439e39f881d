import type { KubeObject } from '../../../objects/object.ts'
import { annotationOf, countOf, sizeOf } from '../../facts.ts'
import { MANAGED_BY } from '../names.ts'
import { isAborted } from '../pauses.ts'
import { abortWeight, leavingHash } from '../routing/dynamic.ts'
import { pingPongInRoles } from '../routing/roles.ts'
import { findService, selectorHash, switchSelector } from '../services.ts'
import { hashOf, isFullyPromoted, newSet, stableSet, type Turn } from '../turn.ts'

/** Points the stable and the canary Service at their ReplicaSets, where the spec names them. Mirrors argo-rollouts@v1.10.1 rollout/service.go#L255 */
export function switchCanaryServices(turn: Turn): void {
  const { strategy } = turn.rollout.spec
  if (strategy.type !== 'Canary') return
  const { stableService, canaryService, trafficRouting } = strategy.canary
  if (!isFullyPromoted(turn)) pointAt(turn, pingPongInRoles(turn)?.canary ?? null, newSet(turn), 'always')
  pointAt(turn, stableService, stableSet(turn))
  const aborted = isAborted(turn.status, turn.pauses)
  // The real controller switches it to the new version here, and back with the traffic, in each look anew.
  const isTakenBack = aborted && trafficRouting && abortWeight(turn) === 0
  if (isTakenBack || leavingHash(turn) !== null) return
  pointAt(turn, canaryService, aborted && !trafficRouting ? stableSet(turn) : newSet(turn))
}

/** A Service is switched once a pod is there, and adopted only once all are; `always` asks for neither. Mirrors argo-rollouts@v1.10.1 rollout/service.go#L295 */
export function pointAt(
  turn: Turn,
  name: string | null,
  set: KubeObject | null,
  when: 'available' | 'always' = 'available',
): void {
  const service = name ? findService(turn, name) : null
  if (service === null || set === null || selectorHash(service) === hashOf(set)) return
  if (when === 'always') {
    switchSelector(turn, service, hashOf(set))
    return
  }
  const available = countOf(set, 'availableReplicas')
  const adopted = annotationOf(service, MANAGED_BY) !== null
  if (available === 0 || (!adopted && (sizeOf(set) === 0 || available < sizeOf(set)))) return
  switchSelector(turn, service, hashOf(set))
}
