import type { JsonObject } from '../../objects/json.ts'
import { amber, blue, green, type Version } from '../../scenarios/podinfo.ts'
import {
  imageMissing,
  type Makers,
  neverReady,
  OBSERVED,
  REST,
  rolling,
  type Stage,
  slowPods,
} from './stage.ts'
import type { Step } from './step.ts'

/** Pods that become ready together are available in one second, where it has not just begun or is about to end. */
const shippedInTime = (stage: Stage, version: Version, spec: JsonObject = {}): readonly Step[] => [
  { at: 'second' },
  stage.ship(version, spec),
]

const update = (stage: Stage, version: Version, spec: JsonObject = {}): readonly Step[] => [
  ...shippedInTime(stage, version, spec),
  // Of the update before it says so for a moment still, which is longer on a busy machine.
  { passMs: 2500 },
  { until: OBSERVED },
  REST,
]

const late = { until: 'observed | Available+MinimumReplicasAvailable Progressing-ProgressDeadlineExceeded' }

const eight = { replicas: 8 }

/** The course's Deployment, whose surge is a quarter and which never has fewer pods. */
export const deploymentPlays: Makers = {
  'deployment-of-3': rolling((stage) => [...update(stage, green), ...update(stage, blue)]),
  'deployment-of-4': rolling((stage) => [
    ...update(stage, green, { replicas: 4 }),
    ...update(stage, blue, { replicas: 4 }),
  ]),
  'deployment-of-8': rolling((stage) => [...update(stage, green, eight), ...update(stage, blue, eight)]),
  'deployment-scaled': rolling((stage) => [
    ...update(stage, green),
    ...update(stage, green, { replicas: 8 }),
    ...update(stage, green, { replicas: 2 }),
  ]),
  'deployment-scaled-midway': rolling((stage) => [
    ...update(stage, green, { replicas: 4 }),
    ...shippedInTime(stage, blue, { replicas: 4, ...slowPods }),
    { passMs: 1500 },
    { patch: { spec: { replicas: 8 } } },
    { passMs: 1000 },
    { until: OBSERVED },
    REST,
  ]),
  'deployment-changed-midway': rolling((stage) => [
    ...update(stage, green, { replicas: 4 }),
    ...shippedInTime(stage, blue, { replicas: 4, ...slowPods }),
    { passMs: 1500 },
    ...update(stage, amber, { replicas: 4 }),
  ]),
  'deployment-undone': rolling((stage) => [
    ...update(stage, green),
    ...update(stage, blue),
    ...update(stage, green),
  ]),
  'deployment-over-its-deadline': rolling((stage) => [
    ...update(stage, green, { replicas: 4 }),
    stage.ship(blue, { ...neverReady, replicas: 4 }),
    late,
    REST,
    ...update(stage, green, { replicas: 4 }),
  ]),
  'deployment-image-missing': rolling((stage) => [
    ...update(stage, green),
    stage.ship(blue, imageMissing),
    late,
    REST,
  ]),
  'deployment-paused': rolling((stage) => [
    ...update(stage, green),
    { patch: { spec: { paused: true } } },
    { passMs: 1000 },
    stage.ship(blue, { paused: true }),
    { passMs: 2000 },
    { patch: { spec: { paused: false } } },
    { passMs: 1000 },
    { until: OBSERVED },
    REST,
  ]),
  'deployment-history-limit': rolling((stage) => {
    const spec = { revisionHistoryLimit: 1, minReadySeconds: 0 }
    return [blue, green, amber].flatMap((version) => update(stage, version, spec))
  }),
  'deployment-recreated': rolling((stage) => {
    const spec = { strategy: { type: 'Recreate', rollingUpdate: null } }
    return [...update(stage, green, spec), ...update(stage, blue, spec)]
  }),
}
