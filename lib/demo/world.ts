import type { Clock } from './clock.ts'
import { analysisRunController } from './controllers/analysis-run/controller.ts'
import { deploymentController } from './controllers/deployment/controller.ts'
import { endpointSliceController } from './controllers/endpoint-slices/controller.ts'
import { sweepEvents } from './controllers/events.ts'
import { experimentController } from './controllers/experiment/controller.ts'
import { type Controller, runControllers } from './controllers/loop.ts'
import { replicaSetController } from './controllers/replica-set/controller.ts'
import { rolloutController } from './controllers/rollout/controller.ts'
import { serviceController } from './controllers/service/controller.ts'
import { resourceOf } from './objects/kinds.ts'
import type { NewObject } from './objects/object.ts'
import { createStore, type Store } from './objects/store.ts'
import type { PodTimes } from './pods/behaviour.ts'
import { runKubelet } from './pods/kubelet.ts'
import { createPodLogs } from './pods/logs.ts'
import { createSuffixes } from './pods/suffixes.ts'
import type { Scenario } from './scenarios/scenario.ts'

/** What a world is built from. */
export interface WorldSetting<C extends Clock> {
  /** Makes the world's clock; `age` makes all that is stored earlier. */
  readonly clock: (age: (ms: number) => void) => C
  readonly podTimes: PodTimes
  /** Told one after the other before anybody looks. */
  readonly scenarios?: readonly Scenario[]
  /** Told what a controller fails on; where it is left out, it is thrown. */
  readonly onFault?: (error: unknown) => void
  /** Pods get the same names in two worlds of one seed. */
  readonly seed?: number
}

/** A cluster without machines: its objects, its time, and the controllers that move it. */
export interface World<C extends Clock> {
  readonly store: Store
  readonly clock: C
  readonly logs: ReturnType<typeof createPodLogs>
  /** Creates the objects in their order, or brings those that are there to what is given, as `kubectl apply` does. */
  apply(objects: readonly NewObject[]): void
  /** Tells a scenario from its beginning; what was there of it before is gone. */
  tell(scenario: Scenario): void
  stop(): void
}

/** Puts store, clock, kubelet and controllers together and lets them run. */
export function createWorld<C extends Clock>({
  clock: clockOf,
  podTimes,
  scenarios = [],
  onFault = throwIt,
  seed = 1,
}: WorldSetting<C>): World<C> {
  let age: (ms: number) => void = () => undefined
  const clock = clockOf((ms) => age(ms))
  const store = createStore({ now: clock.now })
  age = store.age
  const stops = [
    runKubelet(store, clock, podTimes),
    runControllers({ store, clock, onFault }, controllersOf(store, clock, seed)),
    sweepEvents(store, clock),
  ]
  const apply = (objects: readonly NewObject[]) => {
    for (const object of objects) applyObject(store, object)
  }
  const tell = ({ namespace, story }: Scenario) => {
    clearNamespace(store, namespace)
    for (const chapter of story) {
      if ('apply' in chapter) apply(chapter.apply)
      else clock.jump(chapter.passMs)
    }
  }
  for (const scenario of scenarios) tell(scenario)
  // Nobody has watched yet: what each object was on its way here would only be kept.
  store.compact(Number(store.version()))
  return {
    store,
    clock,
    logs: createPodLogs(store),
    apply,
    tell,
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}

function throwIt(error: unknown): never {
  throw error
}

function controllersOf(store: Store, clock: Clock, seed: number): readonly Controller[] {
  const suffix = createSuffixes(seed)
  return [
    rolloutController(store, clock),
    serviceController(store),
    deploymentController(store, clock),
    replicaSetController(store, clock, suffix),
    endpointSliceController(store, suffix),
    analysisRunController(store, clock),
    experimentController(store, clock),
  ]
}

/** Takes a namespace away with all that is in it, pods at once. */
function clearNamespace(store: Store, namespace: string): void {
  if (store.get('namespaces', null, namespace) === undefined) return
  store.delete('namespaces', null, namespace)
  for (const { metadata } of store.list('pods', namespace)) {
    store.delete('pods', namespace, metadata.name, { gracePeriodSeconds: 0 })
  }
}

function applyObject(store: Store, object: NewObject): void {
  const { apiVersion = '', kind = '' } = object
  const resource = resourceOf(apiVersion, kind)
  if (resource === undefined) throw new TypeError(`The demo has no ${apiVersion} ${kind}`)
  const { namespace = null, name = '' } = object.metadata
  const stored = store.get(resource, namespace, name)
  if (stored === undefined) return void store.create(resource, object)
  const labels = { ...stored.metadata.labels, ...object.metadata.labels }
  const annotations = { ...stored.metadata.annotations, ...object.metadata.annotations }
  const metadata = { ...stored.metadata, labels, annotations }
  store.update(resource, { ...stored, ...object, apiVersion, kind, metadata })
}
