import type { StoreEvent } from '../objects/history.ts'
import type { Json } from '../objects/json.ts'
import { apiVersionOf, kindOf, type ResourceName } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import { refusalOf, refuse } from '../objects/refusal.ts'
import type { Store } from '../objects/store.ts'
import { failureStatus } from './answer.ts'
import type { Matcher } from './selectors.ts'

export interface WatchSetting {
  readonly resource: ResourceName
  readonly matches: Matcher
  /** The version to go on from; null to begin with what there is. */
  readonly after: number | null
  /** Whether the end of what there is already is to be marked. */
  readonly marksInitialEnd: boolean
}

export interface WatchReader {
  object(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject): void
  /** A bookmark or an error. */
  other(type: 'BOOKMARK' | 'ERROR', value: Json): void
  end(): void
}

/**
 * Tells a reader, in order and without a gap, what happens to the objects that match; what begins to match is added, what
 * ceases to match is deleted. Ends at once with an ERROR when the history does not reach back.
 */
export function startWatch(store: Store, setting: WatchSetting, reader: WatchReader): () => void {
  const { resource, matches, after, marksInitialEnd } = setting
  if (after === null) {
    for (const object of store.list(resource)) if (matches(object)) reader.object('ADDED', object)
    if (marksInitialEnd) reader.other('BOOKMARK', bookmark(resource, store.version(), true))
  } else {
    const missed = store.since(resource, after)
    if (missed === 'gone') {
      reader.other('ERROR', tooOld(store, after))
      reader.end()
      return () => undefined
    }
    for (const event of missed) tell(event, matches, reader)
  }
  return store.subscribe((event) => {
    if (event.resource === resource) tell(event, matches, reader)
  })
}

function tell({ type, object, previous }: StoreEvent, matches: Matcher, reader: WatchReader): void {
  const was = previous !== null && matches(previous)
  const is = type !== 'DELETED' && matches(object)
  if (is) reader.object(was ? 'MODIFIED' : 'ADDED', object)
  else if (was) reader.object('DELETED', type === 'DELETED' ? object : withVersionOf(previous, object))
}

// What a selector has lost is shown as it was last seen, under the version at which it was lost.
const withVersionOf = (previous: KubeObject, object: KubeObject): KubeObject => ({
  ...previous,
  metadata: { ...previous.metadata, resourceVersion: object.metadata.resourceVersion },
})

/** An object that says nothing but how far a watch has come. */
export function bookmark(resource: ResourceName, version: string, endsInitial: boolean): Json {
  const kind = kindOf(resource)
  const annotations = { annotations: { 'k8s.io/initial-events-end': 'true' } }
  return {
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    metadata: {
      resourceVersion: version,
      creationTimestamp: null,
      ...(endsInitial ? annotations : {}),
    },
  }
}

function tooOld(store: Store, version: number): Json {
  const refusal = refusalOf(refuse('Expired', `too old resource version: ${version} (${store.version()})`))
  return refusal === null ? {} : failureStatus(refusal)
}
