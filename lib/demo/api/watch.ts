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

/** Who is told; false as the answer says that the reader is behind and wants no more before `whenTaken` calls back. */
export interface WatchReader {
  object(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject): boolean
  /** A bookmark or an error. */
  other(type: 'BOOKMARK' | 'ERROR', value: Json): boolean
  whenTaken(resume: () => void): void
  end(): void
}

/** A watch that goes on. */
export interface Watch {
  /** Says how far the watch has come; not to a reader that is behind. */
  mark(): void
  stop(): void
}

/**
 * Tells a reader, in order and without a gap, what happens to the objects that match; what begins to match is added, what
 * ceases to match is deleted. A reader that is behind is told later, from the history. Ends with an ERROR when the history
 * does not reach back.
 */
export function startWatch(store: Store, setting: WatchSetting, reader: WatchReader): Watch {
  const { resource, matches, after } = setting
  const initial = after === null ? store.list(resource).filter(matches) : []
  let told = 0
  let marksInitialEnd = setting.marksInitialEnd && after === null
  /** The version up to which everything is told, once all of `initial` is. */
  let at = after ?? Number(store.version())
  let state: 'live' | 'behind' | 'stopped' = 'live'

  const tellNext = (event: StoreEvent): boolean => {
    at = event.version
    return tell(event, matches, reader)
  }
  const stop = () => {
    state = 'stopped'
    unsubscribe()
  }
  const wait = () => {
    state = 'behind'
    reader.whenTaken(() => {
      if (state === 'behind') goOn()
    })
  }
  const goOn = () => {
    state = 'live'
    if (!tellRest()) wait()
  }
  /** False once the reader is behind again. */
  function tellRest(): boolean {
    for (let object = initial[told]; object !== undefined; object = initial[told]) {
      told += 1
      if (!reader.object('ADDED', object)) return false
    }
    if (marksInitialEnd) reader.other('BOOKMARK', bookmark(resource, String(at), true))
    marksInitialEnd = false
    const missed = store.since(resource, at)
    if (missed !== 'gone') return missed.every(tellNext)
    reader.other('ERROR', tooOld(store, at))
    stop()
    reader.end()
    return true
  }
  const unsubscribe = store.subscribe((event) => {
    if (event.resource === resource && state === 'live' && event.version > at && !tellNext(event)) wait()
  })
  goOn()
  return {
    mark: () => {
      if (state === 'live') reader.other('BOOKMARK', bookmark(resource, store.version(), false))
    },
    stop,
  }
}

/** False once the reader is behind. */
function tell({ type, object, previous }: StoreEvent, matches: Matcher, reader: WatchReader): boolean {
  const was = previous !== null && matches(previous)
  const is = type !== 'DELETED' && matches(object)
  if (is) return reader.object(was ? 'MODIFIED' : 'ADDED', object)
  return !was || reader.object('DELETED', type === 'DELETED' ? object : withVersionOf(previous, object))
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
