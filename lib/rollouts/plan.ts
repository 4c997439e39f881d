import { pauseSeconds } from './go-duration.ts'
import type { CanaryStrategy, Rollout } from './model.ts'
import { desiredReplicas, isFullyPromoted } from './promotion.ts'
import { canaryReplicas } from './replicas.ts'
import { stepName } from './steps.ts'
import type { PlanView, StepView } from './view.ts'
import { maxWeight, weightAt } from './weights.ts'

/**
 * The canary's steps and where it stands in them; null without steps. An index without a value counts 0, one beyond the end means that
 * all are done; an aborted update stands before its first step, none of which is done or running.
 */
export function toPlanView(rollout: Rollout): PlanView | null {
  const { strategy } = rollout.spec
  if (strategy.type !== 'Canary' || strategy.canary.steps.length === 0) return null
  const { steps } = strategy.canary
  const aborted = rollout.status.abort && !isFullyPromoted(rollout)
  const reached = Math.min(Math.max(rollout.status.currentStepIndex ?? 0, 0), steps.length)
  const index = aborted ? 0 : reached
  return {
    index,
    steps: steps.map((step, at) => {
      const weight = weightAt(steps, at)
      return {
        index: at,
        ...stepName(step),
        weight,
        pauseSeconds: step.pause && pauseSeconds(step.pause.duration),
        state: aborted ? 'todo' : stateAt(at, index),
        replicas: replicasAt(weight, strategy.canary, rollout),
      }
    }),
  }
}

const stateAt = (at: number, index: number): StepView['state'] =>
  at < index ? 'done' : at === index ? 'current' : 'todo'

function replicasAt(weight: number, canary: CanaryStrategy, rollout: Rollout): StepView['replicas'] {
  if (canary.trafficRouting) return null
  const { maxSurge, maxUnavailable } = canary
  const replicas = desiredReplicas(rollout.spec)
  return canaryReplicas({ replicas, weight, maxSurge, maxUnavailable, maxWeight: maxWeight(rollout) })
}
