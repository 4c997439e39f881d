import { at, type JsonObject, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { refuse } from '../objects/refusal.ts'
import type { Store } from '../objects/store.ts'
import { checkListOptions } from './list-options.ts'
import { wholeOption } from './options.ts'
import { type Matcher, parseFieldSelector, parseLabelSelector } from './selectors.ts'
import type { ResourceTarget } from './target.ts'

export interface Listing {
  readonly objects: readonly KubeObject[]
  /** The metadata of the list: its version, and how to go on where it is a page. */
  readonly metadata: JsonObject
}

/** Where a page goes on: after a key, in the state of a version (null: in the present one). */
interface Place {
  readonly version: number | null
  readonly after: string
}

/** The objects of a collection that the query asks for, by name, in the state and the page it asks for. */
export function listObjects(store: Store, target: ResourceTarget, query: URLSearchParams): Listing {
  const matches = parseMatcher(target, query)
  checkListOptions(query, false)
  const limit = limitOf(query)
  const newest = Number(store.version())
  const place = parsePlace(store, query, limit)
  const then = place.version ?? newest
  if (then > newest) throw refuse('BadRequest', 'continue key is not valid')
  const found = store.listAt(target.resource, target.namespace, then)
  if (found === 'gone') throw expired(place, query)
  const sorted = found
    .filter(matches)
    .map((object) => ({ object, key: keyOf(object) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const from = place.after === '' ? 0 : sorted.findIndex(({ key }) => key > place.after)
  const rest = from === -1 ? [] : sorted.slice(from)
  const page = limit > 0 ? rest.slice(0, limit) : rest
  const remaining = rest.length - page.length
  const last = page.at(-1)?.key ?? ''
  // How many of the rest a selector would match the API server does not know.
  const count = isSelective(query) ? {} : { remainingItemCount: remaining }
  const more = remaining > 0 ? { continue: encodePlace({ version: then, after: last }), ...count } : {}
  return { objects: page.map(({ object }) => object), metadata: { resourceVersion: String(then), ...more } }
}

/** What any version is good enough for comes from the cache, and whole. Mirrors apiserver@v0.36.3 pkg/storage/cacher/cacher.go#L735 */
const limitOf = (query: URLSearchParams): number =>
  query.get('resourceVersion') === '0' ? 0 : (wholeOption(query, 'limit') ?? 0)

const isSelective = (query: URLSearchParams): boolean =>
  ['labelSelector', 'fieldSelector'].some((name) => (query.get(name) ?? '').trim() !== '')

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`

/** Which objects of a collection are meant: its namespace, its name where it is one object, and the selectors. */
export function parseMatcher({ resource, namespace, name }: ResourceTarget, query: URLSearchParams): Matcher {
  const byLabel = parseLabelSelector(query.get('labelSelector') ?? '')
  const byField = parseFieldSelector(resource, query.get('fieldSelector') ?? '')
  return (object) =>
    (namespace === null || object.metadata.namespace === namespace) &&
    (name === null || object.metadata.name === name) &&
    byLabel(object) &&
    byField(object)
}

function parsePlace(store: Store, query: URLSearchParams, limit: number): Place {
  const token = query.get('continue') ?? ''
  const version = parseVersion(query)
  const match = query.get('resourceVersionMatch') ?? ''
  if (token !== '') {
    if (version !== null && version !== 0)
      throw refuse('BadRequest', 'specifying resource version is not allowed when using continue')
    return decodePlace(token)
  }
  requireReached(store, version)
  const exact = version !== null && version > 0 && (match === 'Exact' || (match === '' && limit > 0))
  return { version: exact ? version : null, after: '' }
}

/** The resourceVersion of the query; null where there is none. */
export function parseVersion(query: URLSearchParams): number | null {
  const text = query.get('resourceVersion') ?? ''
  if (text === '') return null
  if (!/^\d{1,15}$/.test(text))
    throw refuse(
      'BadRequest',
      `invalid resource version: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    )
  return Number(text)
}

/** A refusal to speak of a version that has not been reached; a client may come back. */
export function requireReached(store: Store, version: number | null): void {
  const newest = Number(store.version())
  if (version === null || version <= newest) return
  throw refuse('Timeout', `Timeout: Too large resource version: ${version}, current: ${newest}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  })
}

/** With the refusal comes a token for those who would rather mix two states than begin again. */
function expired(place: Place, query: URLSearchParams) {
  if (!query.get('continue'))
    return refuse('Expired', `The resourceVersion for the provided list is too old.`)
  const fresh = encodePlace({ version: null, after: place.after })
  return refuse(
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    { continue: fresh },
  )
}

const encodePlace = ({ version, after }: Place): string =>
  Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: version ?? -1, start: after })).toString('base64url')

function decodePlace(token: string): Place {
  const value = parseToken(token)
  const version = at(value, 'rv')
  const after = textAt(value, 'start')
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || after === '')
    throw refuse('BadRequest', 'continue key is not valid')
  return { version: version < 0 ? null : version, after }
}

function parseToken(token: string): JsonObject {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
  } catch {
    throw refuse('BadRequest', 'continue key is not valid')
  }
}
