import {
  type Resource,
  type RoadState,
  rootResources,
  type SourceEvent,
  watchedResources,
} from '../cluster/source.ts'

/** Runs one road until the signal aborts. */
type RunRoad = (
  resource: Resource,
  namespace: string,
  emit: (event: SourceEvent) => void,
  signal: AbortSignal,
) => Promise<void>

interface NarrowDeps {
  /** The namespaces that are always looked at. */
  readonly home: readonly string[]
  readonly run: RunRoad
  readonly emit: (event: SourceEvent) => void
}

/** The roads into single namespaces that stand in for the roads into all of them. */
export interface Narrow {
  /** All namespaces may not be listed, or may again. */
  refuse(resource: Resource): void
  allow(resource: Resource): void
  /** Looks into a further namespace; the answer ends that and takes back what was told of it. */
  look(namespace: string): () => void
  /** Ends every road; resolves when all that ever ran have ended. */
  stop(): Promise<void>
}

interface Run {
  readonly resource: Resource
  readonly namespace: string
  readonly controller: AbortController
  road: RoadState | null
  listed: boolean
}

const isRoot = (resource: Resource) => rootResources.some((root) => root === resource)

/** Keeps one road per refused resource and namespace in view; into a further namespace those of the roots lead. */
export function createNarrow({ home, run: runRoad, emit }: NarrowDeps): Narrow {
  const refused = new Set<Resource>()
  const further = new Set<string>()
  // Further namespaces of which a root was listed: before that, a request for each has to do.
  const opened = new Set<string>()
  const runs = new Map<string, Run>()
  const ending = new Set<Promise<void>>()

  const wanted = (resource: Resource, namespace: string) =>
    refused.has(resource) &&
    (home.includes(namespace) ||
      (further.has(namespace) &&
        (isRoot(resource) || !rootResources.every((root) => refused.has(root)) || opened.has(namespace))))

  function hear(run: Run, event: SourceEvent) {
    // What a road says after its end was said already, or belongs to the road that came after it.
    if (run.controller.signal.aborted) return
    if (event.type === 'road') run.road = event.road
    if (event.type === 'listed') run.listed = true
    emit(event)
    if (event.type !== 'listed' || !isRoot(run.resource) || !further.has(run.namespace)) return
    opened.add(run.namespace)
    reconcile()
  }

  function start(resource: Resource, namespace: string) {
    const run: Run = { resource, namespace, controller: new AbortController(), road: null, listed: false }
    runs.set(wordOf(resource, namespace), run)
    const running = runRoad(resource, namespace, (event) => hear(run, event), run.controller.signal)
    ending.add(running)
    void running.finally(() => ending.delete(running))
  }

  function end({ resource, namespace, controller, road, listed }: Run, takeBack: boolean) {
    runs.delete(wordOf(resource, namespace))
    controller.abort()
    if (takeBack && listed) emit({ type: 'listed', resource, namespace, objects: [] })
    if (road !== null) emit({ type: 'road', road: { ...road, state: 'stopped', problem: null } })
  }

  function reconcile() {
    for (const run of [...runs.values()]) {
      // Where the resource may be read everywhere, the list of all namespaces says what is there.
      if (!wanted(run.resource, run.namespace)) end(run, refused.has(run.resource))
    }
    for (const namespace of new Set([...home, ...further]))
      for (const resource of watchedResources)
        if (wanted(resource, namespace) && !runs.has(wordOf(resource, namespace))) start(resource, namespace)
  }

  function turn(change: () => unknown) {
    change()
    reconcile()
  }

  return {
    refuse: (resource) => turn(() => refused.add(resource)),
    allow: (resource) => turn(() => refused.delete(resource)),
    look(namespace) {
      turn(() => further.add(namespace))
      return () =>
        turn(() => {
          further.delete(namespace)
          opened.delete(namespace)
        })
    },
    async stop() {
      for (const run of [...runs.values()]) end(run, false)
      await Promise.all(ending)
    },
  }
}

const wordOf = (resource: Resource, namespace: string) => `${resource} ${namespace}`
