import type { Health } from '../stream/protocol.ts'
import { type Resource, type RoadState, rootResources, type SourceEvent, watchedResources } from './source.ts'

export interface Roads {
  note(event: SourceEvent): void
  /** True once all that a picture cannot do without was listed, or is known to be refused or absent. */
  settled(): boolean
  /** The same for one namespace, beside what is known of all of them. */
  settledIn(namespace: string): boolean
  /** Whether a resource (any, where none is named) may not be read in all namespaces. */
  narrow(resource?: Resource): boolean
  /** The road to a resource of one namespace where it is refused, else null. */
  refusalIn(namespace: string, resource: Resource): RoadState | null
  /** The road that keeps a resource of one namespace from being known as it is now; null where it is known. */
  doubt(resource: Resource, namespace: string): RoadState | null
  /** Why nothing at all can be seen of a resource; null where something can, or is not known yet. */
  refusal(resource: Resource): RoadState | null
  /** Whether any road leads into the namespace that is not refused. */
  leadsInto(namespace: string): boolean
  health(): Health
  /** The namespaces (null is all) whose objects of a resource are known, sorted; for telling "not there" from "not seen". */
  known(resource: Resource): readonly (string | null)[]
  /** The same for those of which nothing is known only because the first list is still under way. */
  awaited(resource: Resource): readonly (string | null)[]
  all(): readonly RoadState[]
}

interface Standing {
  readonly cluster: string
  readonly readOnly: boolean
  /** Namespaces whose roads do not count, because it is not known yet what they lead to. */
  readonly hidden: (namespace: string) => boolean
}

/** Without these no picture of any of the kinds can be drawn truly; all others only add to it. */
const needed = [...rootResources, 'replicasets', 'pods'] as const

const wordOf = (road: { readonly resource: string; readonly namespace: string | null }) =>
  `${road.resource} ${road.namespace ?? ''}`
const refused = (road: RoadState) => road.state === 'forbidden' || road.state === 'absent'

/** Keeps what is known of a cluster's roads and says in one word what that means for those who look at it. */
export function createRoads({ cluster, readOnly, hidden }: Standing): Roads {
  const roads = new Map<string, RoadState>()
  const listed = new Set<string>()
  // From the first failure until it is live again, through every new attempt at listing in between.
  const broken = new Set<string>()

  function noteRoad(road: RoadState) {
    const word = wordOf(road)
    if (road.state === 'stopped') roads.delete(word)
    else roads.set(word, road)
    if (road.state === 'retrying') broken.add(word)
    else if (road.state !== 'listing') broken.delete(word)
    if (road.state === 'live') listed.add(word)
    if (refused(road) || road.state === 'stopped') listed.delete(word)
  }

  function noteListed(word: string) {
    const road = roads.get(word)
    // A road that is being given up empties its table with one last list; that is no knowledge.
    if (road !== undefined && !refused(road)) listed.add(word)
  }

  const at = (resource: Resource, namespace: string | null) => roads.get(wordOf({ resource, namespace }))
  const answered = (road: RoadState | undefined) =>
    road !== undefined && (refused(road) || listed.has(wordOf(road)))
  const counted = () =>
    [...roads.values()].filter(({ namespace }) => namespace === null || !hidden(namespace))

  /** The roads in use; a refused cluster-wide one is only a notice where others run in its place. */
  function inUse(resource: Resource): readonly RoadState[] {
    const running = counted().filter((road) => road.resource === resource)
    const narrow = running.filter((road) => road.namespace !== null)
    const wide = running.filter((road) => road.namespace === null)
    return narrow.length > 0 && wide.every((road) => road.state === 'forbidden') ? narrow : running
  }

  const isAwaited = (road: RoadState) =>
    road.state === 'listing' && !listed.has(wordOf(road)) && !broken.has(wordOf(road))

  const settled = () =>
    needed.every((resource) => {
      const running = inUse(resource)
      return running.length > 0 && running.every(answered)
    })

  const narrowed = (resource: Resource) => at(resource, null)?.state === 'forbidden'
  const settledIn = (namespace: string) =>
    needed.every((resource) => answered(at(resource, narrowed(resource) ? namespace : null)))

  function doubt(resource: Resource, namespace: string): RoadState | null {
    const wide = at(resource, null)
    const road = wide === undefined || wide.state === 'forbidden' ? (at(resource, namespace) ?? wide) : wide
    if (road === undefined) return { resource, namespace, state: 'listing', lastContact: null, problem: null }
    const word = wordOf(road)
    return refused(road) || broken.has(word) || !listed.has(word) ? road : null
  }

  function verdict(): { readonly state: Health['state']; readonly because: readonly RoadState[] } {
    const roots = rootResources.flatMap(inUse)
    if (rootResources.every((root) => inUse(root).length > 0) && roots.every(refused)) {
      const absent = roots.filter((road) => road.state === 'absent')
      return absent.length > 0 ? { state: 'absent', because: absent } : { state: 'forbidden', because: roots }
    }
    const failing = needed.flatMap(inUse).filter((road) => broken.has(wordOf(road)))
    if (!settled()) return { state: 'connecting', because: failing }
    return failing.length > 0 ? { state: 'stale', because: failing } : { state: 'live', because: [] }
  }

  function health(): Health {
    const { state, because } = verdict()
    const asked = rootResources.flatMap(inUse)
    const open = asked.filter((road) => !refused(road))
    // What is refused is not in view; where all is, what was asked for is all there is to say.
    const roots = open.length > 0 ? open : asked
    const everywhere = roots.length === 0 || roots.some((road) => road.namespace === null)
    return {
      cluster,
      state,
      lastContact: oldest(because.length > 0 ? because : roots),
      problem: because.find((road) => road.problem !== null)?.problem ?? null,
      namespaces: everywhere ? null : [...new Set(roots.flatMap((road) => road.namespace ?? []))].toSorted(),
      degraded: counted().filter((road) => road.state !== 'live'),
      readOnly,
    }
  }

  return {
    note(event) {
      if (event.type === 'road') noteRoad(event.road)
      else if (event.type === 'listed') noteListed(wordOf(event))
    },
    settled,
    settledIn,
    narrow: (resource) => (resource === undefined ? watchedResources.some(narrowed) : narrowed(resource)),
    refusalIn(namespace, resource) {
      const road = at(resource, namespace)
      return road !== undefined && refused(road) ? road : null
    },
    doubt,
    refusal(resource) {
      const roads = inUse(resource)
      return roads.every(refused) ? (roads[0] ?? null) : null
    },
    leadsInto: (namespace) =>
      [...roads.values()].some((road) => road.namespace === namespace && !refused(road)),
    health,
    known: (resource) =>
      inUse(resource)
        .filter((road) => listed.has(wordOf(road)))
        .map((road) => road.namespace)
        .toSorted(),
    awaited(resource) {
      const running = inUse(resource)
      if (running.length === 0) return [null]
      return running
        .filter(isAwaited)
        .map((road) => road.namespace)
        .toSorted()
    },
    all: () => [...roads.values()],
  }
}

/** The oldest contact is what may be claimed for all of them; one without any leaves nothing to claim. */
function oldest(roads: readonly RoadState[]): string | null {
  const contacts = roads.map((road) => road.lastContact)
  if (contacts.length === 0 || contacts.includes(null)) return null
  return contacts.toSorted()[0] ?? null
}

/** What of a health is worth a message: contact that goes on as it should is none. */
export function tellingOf({ lastContact, degraded, ...health }: Health): string {
  const quiet = degraded.map((road) => ({ ...road, lastContact: null }))
  return JSON.stringify([health, health.state === 'live' ? null : lastContact, quiet])
}
