import { currentStep } from '../../../../rollouts/steps.ts'
import { numberAt } from '../../../objects/json.ts'
import { countOf } from '../../facts.ts'
import { pointAt } from '../canary/services.ts'
import { isAborted } from '../pauses.ts'
import { hashOf, isFullyPromoted, newSet, revisionOf, stableSet, type Turn } from '../turn.ts'
import { istio } from './istio.ts'
import { nginx } from './nginx.ts'
import { canaryOf } from './roles.ts'
import type { Router } from './router.ts'
import { type Aim, aimOf, canBearRest, noteWeights } from './weights.ts'

const routers: Readonly<Record<string, Router>> = { istio, nginx }

/** Tells the traffic routers how to split; false when the look ends with it. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting.go#L155 */
export function reconcileTrafficRouting(turn: Turn): boolean {
  const used = canaryOf(turn)?.trafficRouting?.providers.flatMap((name) => routers[name] ?? []) ?? []
  if (used.length === 0) {
    turn.weights = null
    return true
  }
  for (const router of used) {
    const aim = aimOf(turn)
    if (aim.removesRoutes) leaveRoutes(turn, router, aim)
    if (!canBearRest(turn, aim.weight)) return true
    if (!tell(turn, router, aim)) {
      turn.journal.fail()
      return false
    }
    noteWeights(turn, aim)
  }
  return true
}

/** An aborted update gives the canary Service back, once nothing is left for the new version. */
function leaveRoutes(turn: Turn, router: Router, { weight }: Aim): void {
  const canary = canaryOf(turn)
  const aborted = !isFullyPromoted(turn) && isAborted(turn.status, turn.pauses)
  if (aborted && weight === 0) pointAt(turn, canary?.canaryService ?? null, stableSet(turn), 'always')
  router.removeRoutes(turn)
}

function tell(turn: Turn, router: Router, { weight, canaryHash }: Aim): boolean {
  const step = currentStep(turn.rollout)
  if (step !== null && revisionOf(turn.object) > 1) router.setRoute(turn, step)
  const fresh = newSet(turn)
  const none = fresh === null || countOf(fresh, 'availableReplicas') === 0
  const split = () => wellDone(turn, router.setWeight(turn, weight))
  // Nothing is to go to pods that are not there, not even for a moment.
  if (none && numberAt(turn.status.weights, 'canary', 'weight') > 0 && !split()) return false
  return !router.waits(turn, canaryHash, hashOf(stableSet(turn))) && split()
}

function wellDone(turn: Turn, fault: string | null): boolean {
  if (fault !== null) turn.journal.tell(turn.object, 'TrafficRoutingError', fault, 'Warning')
  return fault === null
}
