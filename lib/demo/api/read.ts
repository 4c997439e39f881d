import { textAt } from '../objects/json.ts'
import { kindOf } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import { notFound } from '../objects/refusal.ts'
import type { Answer, Sink } from './answer.ts'
import type { Backing, ObjectCall, ResourceCall } from './call.ts'
import { encodeEvent, encodeJson } from './encode.ts'
import { listObjects, parseMatcher, parseVersion, requireReached } from './list.ts'
import { checkListOptions } from './list-options.ts'
import { flagOption, wholeOption } from './options.ts'
import { objectAnswer, type Representation, representationOf } from './represent.ts'
import { startWatch, type WatchReader, type WatchSetting } from './watch.ts'

/** The object that a call is about; a refusal where there is none. */
export function requireObject({ store }: Backing, { target }: ObjectCall): KubeObject {
  const found = store.get(target.resource, target.namespace, target.name)
  if (!found) throw notFound(kindOf(target.resource), target.name)
  return found
}

/** One object. */
export const answerGet = (backing: Backing, call: ObjectCall): Answer =>
  objectAnswer(backing, call, requireObject(backing, call))

/** A collection. */
export const answerList = (backing: Backing, call: ResourceCall): Answer => ({
  code: 200,
  type: 'application/json',
  body: representationOf(backing, call).list(listObjects(backing.store, call.target, call.query)),
})

const BOOKMARK_MS = 30_000
const LONGEST_MS = 1_800_000

/** What happens to a collection, until the reader goes or its time is over. */
export function answerWatch(backing: Backing, call: ResourceCall): Answer {
  const { query, target } = call
  checkListOptions(query, true)
  const matches = parseMatcher(target, query)
  const representation = representationOf(backing, call)
  const version = parseVersion(query)
  requireReached(backing.store, version)
  const after = beginningOf(backing, query, version)
  const wantsBookmarks = flagOption(query, 'allowWatchBookmarks')
  const seconds = wholeOption(query, 'timeoutSeconds') ?? 0
  const setting: WatchSetting = {
    resource: target.resource,
    matches,
    after,
    marksInitialEnd: after === null && wantsBookmarks && query.has('sendInitialEvents'),
  }
  return {
    code: 200,
    type: 'application/json;stream=watch',
    stream: (sink) => {
      const watch = startWatch(backing.store, setting, readerOf(representation, sink))
      const bookmarks = wantsBookmarks ? setInterval(watch.mark, BOOKMARK_MS) : undefined
      const end = setTimeout(sink.end, seconds > 0 ? Math.min(seconds * 1000, LONGEST_MS) : LONGEST_MS)
      return () => {
        watch.stop()
        clearInterval(bookmarks)
        clearTimeout(end)
      }
    },
  }
}

const readerOf = ({ one, empty }: Representation, sink: Sink): WatchReader => ({
  object: (type, object) => sink.write(encodeEvent(type, one(object))),
  other: (type, value) => {
    // Among tables, a bookmark is a table without rows.
    const resourceVersion = textAt(value, 'metadata', 'resourceVersion')
    const shown = type === 'BOOKMARK' && empty !== null ? empty({ resourceVersion }) : value
    return sink.write(encodeEvent(type, encodeJson(shown)))
  },
  whenTaken: sink.whenTaken,
  end: sink.end,
})

/** The version after which a watch begins; null where it tells first what there is already. */
function beginningOf({ store }: Backing, query: URLSearchParams, version: number | null): number | null {
  const any = version === null || version === 0
  const tellsFirst = query.get('sendInitialEvents') === null ? any : flagOption(query, 'sendInitialEvents')
  if (tellsFirst) return null
  return any ? Number(store.version()) : version
}
