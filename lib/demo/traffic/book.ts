import { momentOf } from '../controllers/facts.ts'
import { HASH } from '../controllers/rollout/names.ts'
import { textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { fails, versionOf } from './answers.ts'
import { type Bounded, createBounded, createRing, type Ring } from './bounded.ts'

/** A request as the pod that took it remembers it. */
export interface Hit {
  /** Milliseconds since its container started: that instant grows older with everything else. */
  readonly after: number
  /** Its place among all that the pod took. */
  readonly nth: number
}

/** How the requests to one Service were answered. */
export interface ServiceCount {
  readonly namespace: string
  readonly service: string
  readonly versions: readonly {
    readonly version: string
    readonly requests: number
    readonly failures: number
  }[]
}

/** What is remembered of the requests, and never more than fits. */
export interface Book {
  /** Whose turn it is among so many. */
  turn(service: KubeObject, count: number): number
  /** `now` in milliseconds since the epoch. */
  record(service: KubeObject, pod: KubeObject, now: number): void
  services(): readonly ServiceCount[]
  hitsOf(podUid: string): readonly Hit[]
  /** The share of good answers among the last hundred of a template hash; null while there are too few to tell. */
  share(namespace: string, hash: string): number | null
  forget(resource: string, object: KubeObject): void
}

const HITS_KEPT = 200
const PODS_KEPT = 1_000
const SERVICES_KEPT = 100
const VERSIONS_KEPT = 8
const WINDOW = 100
/** Fewer answers say nothing of a share. */
const ENOUGH = 10

interface Tally {
  requests: number
  failures: number
}

interface Asked {
  turns: number
  readonly versions: Bounded<Tally>
}

interface Heard {
  requests: number
  readonly hits: Ring<Hit>
}

const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`

const startOf = (pod: KubeObject): number =>
  momentOf(textAt(pod, 'status', 'containerStatuses', 0, 'state', 'running', 'startedAt'))

/** An empty book. */
export function createBook(): Book {
  const newTally = (): Tally => ({ requests: 0, failures: 0 })
  const services = createBounded<Asked>(SERVICES_KEPT, () => ({
    turns: 0,
    versions: createBounded(VERSIONS_KEPT, newTally),
  }))
  const pods = createBounded<Heard>(PODS_KEPT, () => ({ requests: 0, hits: createRing(HITS_KEPT) }))
  const answers = createBounded<Ring<boolean>>(PODS_KEPT, () => createRing(WINDOW))
  return {
    turn: (service, count) => {
      const asked = services.take(keyOf(service))
      asked.turns += 1
      return (asked.turns - 1) % count
    },
    record: (service, pod, now) => {
      const heard = pods.take(pod.metadata.uid)
      const version = versionOf(pod)
      const failed = fails(version, heard.requests)
      heard.hits.add({ after: now - startOf(pod), nth: heard.requests })
      heard.requests += 1
      const tally = services.take(keyOf(service)).versions.take(version)
      tally.requests += 1
      if (failed) tally.failures += 1
      const hash = pod.metadata.labels?.[HASH]
      if (hash !== undefined) answers.take(`${pod.metadata.namespace ?? ''}/${hash}`).add(!failed)
    },
    services: () =>
      services.entries().map(([key, { versions }]) => {
        const [namespace = '', service = ''] = key.split('/')
        const counts = versions.entries().map(([version, tally]) => ({ version, ...tally }))
        return { namespace, service, versions: counts }
      }),
    hitsOf: (uid) => pods.peek(uid)?.hits.all() ?? [],
    share: (namespace, hash) => {
      const all = answers.peek(`${namespace}/${hash}`)?.all() ?? []
      return all.length < ENOUGH ? null : all.filter(Boolean).length / all.length
    },
    forget: (resource, object) => {
      if (resource === 'pods') pods.forget(object.metadata.uid)
      if (resource === 'services') services.forget(keyOf(object))
    },
  }
}
