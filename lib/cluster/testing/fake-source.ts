import { CockpitError } from '../../errors.ts'
import type { Patch } from '../../rollouts/model.ts'
import {
  type ClusterSource,
  type Resource,
  type RoadPhase,
  type SourceEvent,
  watchedResources,
} from '../source.ts'

interface PatchCall {
  readonly patch: Patch
  readonly resourceVersion: string | null
}

export interface FakeSource extends ClusterSource {
  readonly started: () => number
  readonly running: () => boolean
  emit(event: SourceEvent): void
  road(resource: Resource, state: RoadPhase, more?: { namespace?: string; problem?: string }): void
  upsert(resource: Resource, object: unknown): void
  remove(resource: Resource, object: unknown): void
  /** Lists everything as given, the rest as empty, and says that all roads are live. */
  sync(objects?: Partial<Record<Resource, readonly unknown[]>>): void
  readonly patches: readonly PatchCall[]
  /** How many times rights were asked for. */
  readonly questions: () => number
  /** What the API server has, and what it answers next in place of it. */
  server: { rollout: unknown; failing: CockpitError | null; may: boolean | null; onPatch: () => void }
}

const contact = '2026-01-01T00:00:00.000Z'

/** A cluster in memory: says what the test says, and keeps what it was asked to do. */
export function fakeSource(cluster = 'kind'): FakeSource {
  const patches: PatchCall[] = []
  let say: (event: SourceEvent) => void = () => {}
  let stop: AbortSignal | null = null
  let started = 0
  let asked = 0
  const server: FakeSource['server'] = { rollout: null, failing: null, may: true, onPatch: () => {} }

  const road: FakeSource['road'] = (resource, state, more = {}) =>
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

  return {
    cluster,
    patches,
    server,
    road,
    started: () => started,
    running: () => stop !== null && !stop.aborted,
    questions: () => asked,
    emit: (event) => say(event),
    upsert: (resource, object) => say({ type: 'upserted', resource, namespace: null, object }),
    remove: (resource, object) => say({ type: 'deleted', resource, namespace: null, object }),
    sync(objects = {}) {
      for (const resource of watchedResources) {
        say({ type: 'listed', resource, namespace: null, objects: objects[resource] ?? [] })
        road(resource, 'live')
      }
    },
    async run(emit, signal) {
      started++
      say = emit
      stop = signal
      for (const resource of watchedResources) road(resource, 'listing')
    },
    async getRollout(namespace, name) {
      if (server.failing !== null) throw server.failing
      if (server.rollout === null)
        throw new CockpitError('not-found', `rollouts.argoproj.io "${namespace}/${name}" not found`)
      return server.rollout
    },
    async patchRollout(_namespace, _name, patch, resourceVersion) {
      patches.push({ patch, resourceVersion })
      server.onPatch()
      if (server.failing !== null) throw server.failing
      const before = JSON.parse(JSON.stringify(server.rollout))
      before.metadata.resourceVersion = `${Number(before.metadata.resourceVersion) + 1}`
      server.rollout = before
      return before
    },
    async canI() {
      asked++
      return server.may
    },
  }
}
