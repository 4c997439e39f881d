import type { JsonObject } from '../../objects/json.ts'
import { at, isJsonObject, type Json, objectAt } from '../../objects/json.ts'
import type { NewObject } from '../../objects/object.ts'
import { blueGreenRollout, canaryRollout } from '../../scenarios/course.ts'
import { amber, blue, deployment, green, place, service, type Version } from '../../scenarios/podinfo.ts'
import { nginx, type Router } from '../../scenarios/routers.ts'
import type { Play, Step } from './step.ts'

/** Where a play is given, and how a version is shipped there. */
export interface Stage {
  readonly namespace: string
  ship(version: Version, spec?: JsonObject): Step
}

export type Make = (stage: Stage) => readonly Step[]
export type Makers = Readonly<Record<string, (name: string) => Play>>

/** Pods take a second to become ready, so that what happens meanwhile can be seen. */
const annotations = { 'cockpit.test/ready-after': '1s' }

/** Pods that are still starting when something is done to them, on a busy machine, too. */
export const slowPods: JsonObject = {
  template: { metadata: { annotations: { 'cockpit.test/ready-after': '4s' } } },
}

/** Long enough for all to come to rest. */
export const REST: Step = { passMs: 3000 }
export const HEALTHY = 'Healthy'
export const FIRST_PAUSE = 'Paused | CanaryPauseStep | step 1/5'
export const SECOND_PAUSE = 'Paused | CanaryPauseStep | step 3/5'
export const ABORTED = 'Degraded | RolloutAborted'
export const PREVIEW = 'Paused | BlueGreenPause'
export const LATE = 'Degraded | ProgressDeadlineExceeded'
export const OBSERVED = 'observed | Available+MinimumReplicasAvailable Progressing+NewReplicaSetAvailable'

/** Pods that never become ready, and few seconds of patience with them. */
export const neverReady = {
  progressDeadlineSeconds: 5,
  template: { metadata: { annotations: { 'cockpit.test/never-ready': 'true' } } },
}
/** Pods whose image is not there, and few seconds of patience with them. */
export const imageMissing = {
  progressDeadlineSeconds: 5,
  template: { metadata: { annotations: { 'cockpit.test/image-pull-error': 'true' } } },
}

/** The object with other fields in its spec, merged deeply. */
export function changed(object: NewObject, spec: JsonObject): NewObject {
  return { ...object, spec: merged(objectAt(object, 'spec'), spec) }
}

/** What is null is taken away. */
function merged(base: JsonObject, over: JsonObject): JsonObject {
  const changes = Object.entries(over).map(([key, value]): [string, Json] => {
    const before = at(base, key)
    return [key, isJsonObject(value) && isJsonObject(before) ? merged(before, value) : value]
  })
  const all = { ...base, ...Object.fromEntries(changes) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

/** A canary with these fields of its strategy. */
export const canarySpec = (canary: JsonObject): JsonObject => ({ strategy: { canary } })

/** The course's steps, the ten minutes in seconds; with further steps before them. */
export const shortSteps = (extra: readonly JsonObject[] = []): JsonObject =>
  canarySpec({
    steps: [
      { setWeight: 25 },
      { pause: {} },
      { setWeight: 50 },
      ...extra,
      { pause: { duration: '4s' } },
      { setWeight: 100 },
    ],
  })

const bringsWorkload = (step: Step | undefined): boolean =>
  step !== undefined &&
  'apply' in step &&
  step.apply.some(({ kind }) => kind === 'Rollout' || kind === 'Deployment')

/** What is applied directly before a workload, and it may name, has been there for a second when it comes: a real controller hears of each kind on a road of its own, in no order. */
const apart = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step, index) =>
    'apply' in step && !bringsWorkload(step) && bringsWorkload(steps[index + 1])
      ? [step, { passMs: 1000 }]
      : [step],
  )

/** A play in a namespace of its name. */
export const playOf = (
  kind: Play['kind'],
  name: string,
  before: readonly Step[],
  steps: readonly Step[],
): Play => {
  const namespace = `play-${name}`
  return { kind, namespace, steps: [{ apply: place(namespace) }, ...apart([...before, ...steps])] }
}

export const canary =
  (make: Make) =>
  (name: string): Play => {
    const namespace = `play-${name}`
    const ship: Stage['ship'] = (version, spec = {}) => ({
      apply: [changed(changed(canaryRollout(version, { namespace, annotations }), shortSteps()), spec)],
    })
    return playOf('rollouts', name, [], make({ namespace, ship }))
  }

interface Routing {
  readonly router?: Router
  /** More of the strategy. */
  readonly canary?: JsonObject
  /** Pods that are ready at once, where a controller would wait the longer the more often it was asked meanwhile. */
  readonly quick?: boolean
}

/** A canary whose traffic a router splits, with what the router needs there from the beginning. */
export const routed =
  (make: Make, { router = nginx, canary = {}, quick = false }: Routing = {}) =>
  (name: string): Play => {
    const namespace = `play-${name}`
    const strategy = canarySpec({
      ...router.canary,
      scaleDownDelaySeconds: 4,
      // Until then the controller has the canary Service to and fro.
      abortScaleDownDelaySeconds: 2,
      ...canary,
    })
    const place = quick ? { namespace } : { namespace, annotations }
    const ship: Stage['ship'] = (version, spec = {}) => ({
      apply: [changed(changed(changed(canaryRollout(version, place), shortSteps()), strategy), spec)],
    })
    return playOf('rollouts', name, [{ apply: router.objects(namespace) }], make({ namespace, ship }))
  }

/** The Services that a blue-green Rollout names. */
export const services = (namespace: string): Step => ({
  // The one that is asked for first comes last: a Rollout that waits is content with both or with none.
  apply: [service(namespace, 'frontend-preview'), service(namespace, 'frontend')],
})

/** A blue-green play, with its Services there from the beginning or not. */
export const blueGreen =
  (make: Make, before: (namespace: string) => readonly Step[] = (namespace) => [services(namespace)]) =>
  (name: string): Play => {
    const namespace = `play-${name}`
    const ship: Stage['ship'] = (version, spec = {}) => ({
      apply: [changed(blueGreenRollout(version, { namespace, annotations }), spec)],
    })
    return playOf('rollouts', name, before(namespace), make({ namespace, ship }))
  }

export const rolling =
  (make: Make) =>
  (name: string): Play => {
    const namespace = `play-${name}`
    const setting = { namespace, name: 'frontend', replicas: 3, annotations }
    const ship: Stage['ship'] = (version, spec = {}) => ({
      apply: [changed(deployment({ ...setting, version }), spec)],
    })
    return playOf('deployments', name, [], make({ namespace, ship }))
  }

/** A first version that is healthy, and a second one that is shipped. */
export const shipped = (stage: Stage, spec: JsonObject = {}): readonly Step[] => [
  stage.ship(blue, spec),
  { until: HEALTHY },
  REST,
  stage.ship(green, spec),
]

/** A canary that waits for a person. */
export const begun = (stage: Stage, spec: JsonObject = {}): readonly Step[] => [
  ...shipped(stage, spec),
  { until: FIRST_PAUSE },
  REST,
]

/** A canary that waits for its time, halfway. */
export const halfway = (stage: Stage, spec: JsonObject = {}): readonly Step[] => [
  ...begun(stage, spec),
  { act: 'promote' },
  { until: SECOND_PAUSE },
  { passMs: 1000 },
]

/** A canary that a third version overtakes, and that is promoted fully then. */
export const overtaken = (stage: Stage): readonly Step[] => [
  ...begun(stage),
  stage.ship(amber),
  { until: FIRST_PAUSE },
  REST,
  { act: 'promote-full' },
  { until: HEALTHY },
]

/** A canary in each of the course's steps, by their numbers; the pods of steps that set a weight are still starting. */
export const reached: readonly Make[] = [
  (stage) => [
    ...shipped(stage, slowPods),
    { until: 'Progressing | more replicas need to be updated | step 0/5' },
    { passMs: 1000 },
  ],
  (stage) => begun(stage, slowPods),
  (stage) => [
    ...begun(stage, slowPods),
    { act: 'promote' },
    { until: 'Progressing | more replicas need to be updated | step 2/5' },
    { passMs: 1000 },
  ],
  (stage) => [...begun(stage, slowPods), { act: 'promote' }, { until: SECOND_PAUSE }, { passMs: 1000 }],
  (stage) => [
    ...begun(stage, slowPods),
    { act: 'promote' },
    { until: SECOND_PAUSE },
    { until: 'Progressing | updated replicas are still becoming available | step 4/5' },
    { passMs: 1000 },
  ],
]

/** A preview that waits for a person. */
export const previewed = (stage: Stage, spec: JsonObject = {}): readonly Step[] => [
  ...shipped(stage, spec),
  { until: PREVIEW },
  REST,
]

/** A second version that all users have, the first one in its delay. */
export const promoted = (stage: Stage, spec: JsonObject = {}): readonly Step[] => [
  ...previewed(stage, spec),
  { act: 'promote' },
  { until: HEALTHY },
]
