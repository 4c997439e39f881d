import { CockpitError } from '../../errors.ts'
import type { Patch } from '../../rollouts/patch.ts'
import {
  type ClusterSource,
  type Resource,
  type RoadPhase,
  rootResources,
  type SourceEvent,
  watchedResources,
} from '../source.ts'

interface PatchCall {
  readonly resource: Resource
  readonly patch: Patch
  readonly resourceVersion: string | null
}

export interface FakeSource extends ClusterSource {
  readonly started: () => number
  readonly running: () => boolean
  emit(event: SourceEvent): void
  road(resource: Resource, state: RoadPhase, more?: { namespace?: string | null; problem?: string }): void
  upsert(resource: Resource, object: unknown): void
  remove(resource: Resource, object: unknown): void
  /** Lists everything as given, the rest as empty, and says that all roads are live: to all namespaces, or into one. */
  sync(objects?: Partial<Record<Resource, readonly unknown[]>>, namespace?: string | null): void
  /** No list of all namespaces is allowed: what is watched are those at home, and those looked at. */
  narrow(): void
  /** Neither the Rollouts nor the Deployments of a namespace may be listed. */
  refuse(namespace: string): void
  /** The namespaces looked at now, and each time that one was. */
  readonly looking: Set<string>
  readonly looks: string[]
  readonly patches: readonly PatchCall[]
  /** How many times rights were asked for. */
  readonly questions: () => number
  /** What the API server has, and what it answers next in place of it. */
  server: {
    rollout: unknown
    /** What it has beside the one Rollout, by `resource/name`. */
    others: Record<string, unknown>
    failing: CockpitError | null
    may: boolean | null
    onPatch: () => void
  }
}

const contact = '2026-01-01T00:00:00.000Z'

/** A cluster in memory: says what the test says, and keeps what it was asked to do. */
export function fakeSource(
  cluster = 'kind',
  { home = ['default'], closed = false }: Partial<Pick<ClusterSource, 'home' | 'closed'>> = {},
): FakeSource {
  const looking = new Set<string>()
  const looks: string[] = []
  const refused = new Set<Resource>()
  const patches: PatchCall[] = []
  let say: (event: SourceEvent) => void = () => {}
  let stop: AbortSignal | null = null
  let started = 0
  let asked = 0
  const server: FakeSource['server'] = {
    rollout: null,
    others: {},
    failing: null,
    may: true,
    onPatch: () => {},
  }

  const road: FakeSource['road'] = (resource, state, more = {}) => {
    noteWide(resource, state, more.namespace ?? null)
    say({
      type: 'road',
      road: {
        resource,
        namespace: more.namespace ?? null,
        state,
        lastContact: contact,
        problem: more.problem ?? null,
      },
    })
  }

  /** What may be read in all namespaces again is no longer watched in single ones. */
  function noteWide(resource: Resource, state: RoadPhase, namespace: string | null) {
    if (namespace !== null) return
    if (state === 'forbidden') refused.add(resource)
    else if (refused.delete(resource))
      for (const one of [...home, ...looking]) road(resource, 'stopped', { namespace: one })
  }

  function end(namespace: string) {
    if (!looking.delete(namespace)) return
    for (const resource of refused) {
      say({ type: 'listed', resource, namespace, objects: [] })
      road(resource, 'stopped', { namespace })
    }
  }

  return {
    cluster,
    home,
    closed,
    looking,
    looks,
    patches,
    server,
    road,
    started: () => started,
    running: () => stop !== null && !stop.aborted,
    questions: () => asked,
    emit: (event) => say(event),
    upsert: (resource, object) => say({ type: 'upserted', resource, namespace: null, object }),
    remove: (resource, object) => say({ type: 'deleted', resource, namespace: null, object }),
    sync(objects = {}, namespace = null) {
      for (const resource of watchedResources) {
        road(resource, 'listing', { namespace })
        say({ type: 'listed', resource, namespace, objects: objects[resource] ?? [] })
        road(resource, 'live', { namespace })
      }
    },
    narrow() {
      for (const resource of watchedResources) {
        road(resource, 'forbidden', { problem: `Not allowed to list ${resource} in all namespaces.` })
        say({ type: 'listed', resource, namespace: null, objects: [] })
        for (const namespace of home) road(resource, 'listing', { namespace })
      }
    },
    refuse(namespace) {
      for (const root of rootResources)
        road(root, 'forbidden', {
          namespace,
          problem: `Not allowed to list ${root} in namespace ${namespace}.`,
        })
    },
    look(namespace) {
      looking.add(namespace)
      looks.push(namespace)
      for (const root of rootResources) if (refused.has(root)) road(root, 'listing', { namespace })
      return () => end(namespace)
    },
    async run(emit, signal) {
      started++
      say = emit
      stop = signal
      for (const resource of watchedResources)
        for (const namespace of closed ? home : [null]) road(resource, 'listing', { namespace })
    },
    async get(resource, namespace, name) {
      if (server.failing !== null) throw server.failing
      const object = resource === 'rollouts' ? server.rollout : (server.others[`${resource}/${name}`] ?? null)
      if (object === null) throw new CockpitError('not-found', `${resource} "${namespace}/${name}" not found`)
      return object
    },
    async patch(resource, _namespace, _name, patch, resourceVersion) {
      patches.push({ resource, patch, resourceVersion })
      server.onPatch()
      if (server.failing !== null) throw server.failing
      if (resource !== 'rollouts') return { metadata: { resourceVersion: '1001' } }
      const before = JSON.parse(JSON.stringify(server.rollout))
      before.metadata.resourceVersion = `${Number(before.metadata.resourceVersion) + 1}`
      server.rollout = before
      return before
    },
    async getThroughService() {
      if (server.failing !== null) throw server.failing
      return { status: 200, body: '{}' }
    },
    async canI() {
      asked++
      return server.may
    },
  }
}
