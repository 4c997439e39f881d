import type { JsonObject } from '../../objects/json.ts'
import { objectAt } from '../../objects/json.ts'
import { blue, deployment, green, podinfoSpec, referring, type Version } from '../../scenarios/podinfo.ts'
import { changed, FIRST_PAUSE, HEALTHY, type Makers, playOf, REST, shortSteps } from './stage.ts'
import type { Step } from './step.ts'

/** A Rollout that takes its pods from a Deployment, and how a version is shipped in that one. */
interface WorkloadStage {
  readonly namespace: string
  refer(scaleDown: 'never' | 'onsuccess' | 'progressively', spec?: JsonObject): Step
  ship(version: Version, spec?: JsonObject): Step
}

/** All new pods at once, so that the Deployment comes to rest before the play ends. */
const atOnce: JsonObject = { strategy: { rollingUpdate: { maxSurge: '100%' } } }
const annotations = { 'cockpit.test/ready-after': '1s' }

const referred = (make: (stage: WorkloadStage) => readonly Step[]) => (name: string) => {
  const setting = { namespace: `play-${name}`, name: 'frontend', replicas: 4, annotations }
  const strategy = objectAt(shortSteps(), 'strategy')
  const stage: WorkloadStage = {
    namespace: setting.namespace,
    refer: (scaleDown, spec = {}) => ({ apply: [changed(referring(setting, strategy, scaleDown), spec)] }),
    ship: (version, spec = {}) => ({
      apply: [changed(deployment({ ...setting, version }), { ...atOnce, ...spec })],
    }),
  }
  return playOf('rollouts', name, [], make(stage))
}

/** A Deployment with all its pods, and the Rollout that takes over from it. */
const handedOver = (
  { refer, ship }: WorkloadStage,
  scaleDown: 'never' | 'onsuccess' | 'progressively',
  spec: JsonObject = {},
): readonly Step[] => [ship(blue, spec), { passMs: 5000 }, refer(scaleDown, spec), { until: HEALTHY }, REST]

const refused = (words: string): readonly Step[] => [
  { until: `Degraded | InvalidSpec: The Rollout "frontend" is invalid: ${words}` },
  { passMs: 1000 },
]

/** Rollouts whose template is that of a Deployment. */
export const workloadPlays: Makers = {
  'workload-canary': referred((stage) => [
    ...handedOver(stage, 'never'),
    stage.ship(green),
    { until: FIRST_PAUSE },
    REST,
    { act: 'promote-full' },
    { until: HEALTHY },
    REST,
  ]),
  'workload-scaled-down-on-success': referred((stage) => [
    ...handedOver(stage, 'onsuccess'),
    stage.ship(green, { replicas: 0 }),
    { until: FIRST_PAUSE },
    REST,
  ]),
  // With one pod there is one way to take them away.
  'workload-scaled-down-progressively': referred((stage) =>
    handedOver(stage, 'progressively', { replicas: 1 }),
  ),
  'workload-scaled-by-hand': referred((stage) => [
    ...handedOver(stage, 'onsuccess'),
    stage.ship(blue, { replicas: 2 }),
    { passMs: 6000 },
  ]),
  'workload-missing': referred((stage) => [
    stage.refer('never'),
    ...refused(`deployments.apps "${stage.namespace}/frontend" not found`),
    stage.ship(blue),
    { until: HEALTHY },
    REST,
  ]),
  'workload-and-template': referred((stage) => {
    const own = podinfoSpec({ namespace: stage.namespace, name: 'frontend', replicas: 4, version: blue })
    return [stage.refer('never', own), ...refused('template must be empty for workload reference rollout')]
  }),
  'workload-of-another-kind': referred((stage) => [
    stage.refer('never', { workloadRef: { kind: 'StatefulSet' } }),
    ...refused('workload of type apps/StatefulSet is not supported'),
  ]),
}
