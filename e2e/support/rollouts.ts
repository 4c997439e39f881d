import type { JsonObject } from '../cluster/json.ts'
import { type CanaryOptions, canaryRollout } from '../cluster/scenarios/rollouts.ts'
import { untilPhase } from '../cluster/waits.ts'
import type { Ground } from './ground.ts'

const steps = [
  { setWeight: 50 },
  { pause: {} },
  { setWeight: 75 },
  { pause: { duration: '10m' } },
  { setWeight: 100 },
]

export interface SmallCanaryOptions extends Partial<CanaryOptions> {
  /** The image without its tag. */
  readonly repository?: string
}

/** A small canary whose pods are ready at once: half, a pause for a person, three quarters, ten minutes, all. */
export function smallCanary(
  namespace: string,
  version: string,
  { repository = 'example.test/web', ...options }: SmallCanaryOptions = {},
): JsonObject {
  return canaryRollout({
    name: 'web',
    namespace,
    replicas: 2,
    image: `${repository}:${version}`,
    steps,
    ...options,
  })
}

/** Brings a small canary to its pause for a person. */
export async function startPausedCanary(
  cluster: Ground,
  namespace: string,
  options: SmallCanaryOptions = {},
): Promise<void> {
  const ref = { namespace, name: options.name ?? 'web' }
  await cluster.apply([smallCanary(namespace, '1.0', options)])
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([smallCanary(namespace, '2.0', options)])
  await untilPhase(cluster, ref, 'Paused')
}
