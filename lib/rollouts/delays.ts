import { compareInstants, readInstant } from './instants.ts'
import type { Instant, Rollout } from './model.ts'
import type { ReplicaSetView } from './view.ts'

const defaultSeconds = 30

/** Seconds an old ReplicaSet lives on after the switch; 0 for a canary without router. Mirrors argo-rollouts@v1.10.1 utils/defaults/defaults.go#L189 */
export function scaleDownDelaySeconds({ spec: { strategy } }: Rollout): number {
  if (strategy.type === 'BlueGreen') return strategy.blueGreen.scaleDownDelaySeconds ?? defaultSeconds
  if (strategy.type === 'unknown' || !strategy.canary.trafficRouting) return 0
  return strategy.canary.scaleDownDelaySeconds ?? defaultSeconds
}

/** Whether any ReplicaSet in its delay may keep its pods: with a limit of 0 all lose them at once. Mirrors argo-rollouts@v1.10.1 rollout/replicaset.go#L346 */
export const keepsOldPods = ({ spec: { strategy } }: Rollout): boolean =>
  strategy.type !== 'BlueGreen' || strategy.blueGreen.scaleDownDelayRevisionLimit !== 0

/** Seconds the new ReplicaSet lives on after an abort; null for ever, 0 for a canary without router. Mirrors argo-rollouts@v1.10.1 utils/defaults/defaults.go#L212 */
export function abortScaleDownDelaySeconds({ spec: { strategy } }: Rollout): number | null {
  if (strategy.type === 'BlueGreen') return endless(strategy.blueGreen.abortScaleDownDelaySeconds)
  if (strategy.type === 'unknown' || !strategy.canary.trafficRouting) return 0
  return endless(strategy.canary.abortScaleDownDelaySeconds)
}

const endless = (seconds: number | null): number | null =>
  seconds === 0 ? null : (seconds ?? defaultSeconds)

/** When the next ReplicaSet in its delay is scaled down; null when none is. A deadline outlives an abort, so one without replicas does not count. */
export const nextScaleDown = (replicaSets: readonly ReplicaSetView[]): Instant | null =>
  replicaSets
    .filter(({ desired }) => desired > 0)
    .flatMap(({ scaleDownDeadline }) => readInstant(scaleDownDeadline ?? '') ?? [])
    .reduce<Instant | null>(
      (soonest, deadline) =>
        soonest === null || compareInstants(deadline, soonest) < 0 ? deadline : soonest,
      null,
    )
