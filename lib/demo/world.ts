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
import { createAddresses, runKubelet } from './pods/kubelet.ts'
import { createPodLogs } from './pods/logs.ts'
import { createSuffixes } from './pods/suffixes.ts'
import { type Sees, storeWithin } from './region.ts'
import { act, report } from './scenarios/act.ts'
import type { Scenario } from './scenarios/scenario.ts'
import { createTraffic, type Traffic } from './traffic/traffic.ts'

/** What a world is built from. */
export interface WorldSetting<C extends Clock> {
  /** Makes a clock of the world; `age` makes all that is stored where it rules earlier. */
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
  /** The time of every namespace that has none of its own. */
  readonly clock: C
  readonly logs: ReturnType<typeof createPodLogs>
  readonly traffic: Traffic
  /** Creates the objects in their order, or brings those that are there to what is given, as `kubectl apply` does. */
  apply(objects: readonly NewObject[]): void
  /** Tells a scenario from its beginning; what was there of it before is gone. */
  tell(scenario: Scenario): void
  /** The same, and from now on the scenario's namespace has a time of its own: no other one moves with it. */
  tellApart(scenario: Scenario): void
  /** Takes a namespace away with all that is in it, and its own time with it. */
  clear(namespace: string): void
  /** The namespace's own time, or the one of all others. */
  clockOf(namespace: string): C
  /** Every clock there is, the one of all others first. */
  clocks(): readonly C[]
  stop(): void
}

interface Region<C> {
  readonly clock: C
  readonly stop: () => void
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
  const addresses = createAddresses()
  const traffic = createTraffic()
  const regions = new Map<string, Region<C>>()
  const run = (part: Store, time: C, nth: number) => {
    const stops = [
      runKubelet(part, time, podTimes, addresses),
      runControllers({ store: part, clock: time, onFault }, controllersOf(part, time, traffic, seed + nth)),
      sweepEvents(part, time),
      traffic.attach(part, time),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }
  const others = storeWithin(store, (namespace) => namespace === null || !regions.has(namespace))
  age = others.age
  const stopOthers = run(others, clock, 0)
  let opened = 0
  const open = (namespace: string) => {
    const sees: Sees = (place) => place === namespace
    const part = storeWithin(store, sees)
    const time = clockOf(part.age)
    time.setSpeed(clock.speed())
    opened += 1
    const region = { clock: time, stop: run(part, time, opened) }
    regions.set(namespace, region)
    return region
  }
  const apply = (objects: readonly NewObject[]) => {
    for (const object of objects) applyObject(store, object)
  }
  const play = ({ story, namespace }: Scenario, time: C) => {
    for (const chapter of story) {
      if ('apply' in chapter) apply(chapter.apply)
      else if ('act' in chapter) act(store, chapter.act, namespace, chapter.on)
      else if ('reports' in chapter) report(store, chapter.reports, namespace, chapter.on)
      else time.jump(chapter.passMs)
    }
  }
  const clear = (namespace: string) => {
    clearNamespace(store, namespace)
    regions.get(namespace)?.stop()
    regions.delete(namespace)
  }
  const tell = (scenario: Scenario) => {
    clear(scenario.namespace)
    play(scenario, clock)
  }
  for (const scenario of scenarios) tell(scenario)
  // Nobody has watched yet: what each object was on its way here would only be kept.
  store.compact(Number(store.version()))
  return {
    store,
    clock,
    logs: createPodLogs(store, traffic),
    traffic,
    apply,
    tell,
    tellApart: (scenario) => {
      clear(scenario.namespace)
      play(scenario, open(scenario.namespace).clock)
    },
    clear,
    clockOf: (namespace) => regions.get(namespace)?.clock ?? clock,
    clocks: () => [clock, ...[...regions.values()].map((region) => region.clock)],
    stop: () => {
      stopOthers()
      for (const { stop } of regions.values()) stop()
    },
  }
}

function throwIt(error: unknown): never {
  throw error
}

function controllersOf(store: Store, clock: Clock, traffic: Traffic, seed: number): readonly Controller[] {
  const suffix = createSuffixes(seed)
  return [
    rolloutController(store, clock),
    serviceController(store),
    deploymentController(store, clock),
    replicaSetController(store, clock, suffix),
    endpointSliceController(store, suffix),
    analysisRunController(store, clock, traffic),
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
