import type { RolloutDetail } from '../../../lib/rollouts/view.ts'
import type { JsonObject } from '../../cluster/json.ts'
import { namespace } from '../../cluster/scenarios/objects.ts'
import { type CanaryOptions, canaryRollout } from '../../cluster/scenarios/rollouts.ts'
import type { Walk } from '../walk.ts'

/** One Rollout's way through its states; its namespace is its name, so that journeys can run side by side. */
export interface Journey {
  readonly name: string
  /** The Rollout's name within the namespace. */
  readonly rollout: string
  readonly run: (walk: Walk) => Promise<void>
}

export const podsReadyAfter = (seconds: number) => ({ 'cockpit.test/ready-after': `${seconds}s` })
export const v1 = 'example.test/web:1.0'
export const v2 = 'example.test/web:2.0'

export const isPhase =
  (phase: RolloutDetail['row']['phase'], message = '') =>
  ({ row }: RolloutDetail): boolean =>
    row.phase === phase && row.message.includes(message)

export const healthy = isPhase('Healthy')
/** Healthy, and nothing of another revision runs any more. */
export const settled = (detail: RolloutDetail): boolean =>
  healthy(detail) &&
  detail.row.fullyPromoted &&
  detail.replicaSets.filter((set) => set.pods.length > 0).length <= 1
export const pausedAt =
  (index: number) =>
  (detail: RolloutDetail): boolean =>
    isPhase('Paused', 'CanaryPauseStep')(detail) && detail.row.stepIndex === index

/** The canary that most journeys vary: 20 %, a pause, 60 %, a pause, all. */
export function webCanary(place: string, image: string, options: Partial<CanaryOptions> = {}): JsonObject {
  return canaryRollout({
    name: 'web',
    namespace: place,
    replicas: 3,
    image,
    steps: [
      { setWeight: 20 },
      { pause: {} },
      { setWeight: 60 },
      { pause: { duration: '10m' } },
      { setWeight: 100 },
    ],
    podAnnotations: podsReadyAfter(1),
    ...options,
  })
}

/** A canary brought to Healthy at its first image. */
export async function startHealthy(walk: Walk, options: Partial<CanaryOptions> = {}): Promise<void> {
  const place = walk.ref.namespace
  await walk.apply(namespace(place), webCanary(place, v1, options))
  await walk.until('Healthy at the first image', healthy)
}

/** The same canary with its second image. */
export const update = (walk: Walk, options: Partial<CanaryOptions> = {}): Promise<void> =>
  walk.apply(webCanary(walk.ref.namespace, v2, options))
