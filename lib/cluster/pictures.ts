import { namespaceOf, type PageKey } from '../stream/page.ts'
import type { Roads } from './roads.ts'
import type { Resource, SourceEvent } from './source.ts'
import { createStore, type Store } from './store.ts'
import type { Drawn, Knows, Subject } from './subjects/subject.ts'

export interface Pictures extends Pick<Store, 'has' | 'keys' | 'keysIn' | 'skipped'> {
  /** Takes the event in, after its road was noted, and answers the pages whose picture may have changed. */
  note(event: SourceEvent): Iterable<PageKey>
  /** Whether a first list that could tell of this kind in the namespace is still to come. */
  awaits(resource: Resource, namespace: string): boolean
  /** The picture as of now; null where there is nothing to draw. */
  draw(key: PageKey): Drawn | null
}

/** What is missing from a picture is told as missing only where these are known, so a picture changes with what is known of them. */
const doubtful: readonly Resource[] = ['services', 'endpointslices', 'analysisruns', 'experiments']

type Namespaces = readonly (string | null)[]

interface Knowledge {
  readonly listed: Namespaces
  readonly awaited: Namespaces
}

/** What was heard of a cluster, and the pictures it makes. */
export function createPictures(
  subjects: readonly Subject[],
  roads: Pick<Roads, 'known' | 'awaited' | 'refusal'>,
): Pictures {
  const store = createStore(subjects)
  let known: Readonly<Partial<Record<Resource, Knowledge>>> = {}

  const knowledge = (resource: Resource): Knowledge => ({
    listed: roads.known(resource),
    awaited: roads.awaited(resource),
  })

  function noteKnown(): boolean {
    const now = Object.fromEntries(doubtful.map((resource) => [resource, knowledge(resource)]))
    if (JSON.stringify(now) === JSON.stringify(known)) return false
    known = now
    return true
  }

  const knows =
    (namespace: string): Knows =>
    (resource) => {
      const { listed, awaited } = known[resource] ?? knowledge(resource)
      const holds = (some: Namespaces) => some.some((one) => one === null || one === namespace)
      if (holds(listed)) return true
      return holds(awaited) ? null : false
    }

  return {
    has: store.has,
    keys: store.keys,
    keysIn: store.keysIn,
    skipped: store.skipped,
    awaits: (resource, namespace) =>
      doubtful.includes(resource) && !knows(namespace)(resource) && roads.refusal(resource) === null,
    draw: (key) => store.draw(key, knows(namespaceOf(key))),
    note(event) {
      const touched = store.apply(event)
      if (event.type !== 'road' && event.type !== 'listed') return touched
      return noteKnown() ? new Set([...touched, ...store.keys()]) : touched
    },
  }
}
