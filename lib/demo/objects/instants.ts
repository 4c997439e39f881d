import { isJsonList, isJsonObject, type Json, type JsonObject } from './json.ts'

/** An instant as `metadata` and most of Kubernetes write it: RFC 3339 in UTC, whole seconds. */
export const toInstant = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

/** Where instants stand that are not a person's own; true for all that is below. */
type Place = true | { readonly [key: string]: Place }

/**
 * What servers and controllers write, and `restartAt`, which they compare with the age of pods. All else is its author's: data and
 * annotations, and a template, of which an instant is part of the hash.
 */
const written: Place = {
  metadata: {
    creationTimestamp: true,
    deletionTimestamp: true,
    managedFields: true,
    annotations: { 'scale-down-deadline': true },
  },
  spec: { restartAt: true },
  status: true,
  firstTimestamp: true,
  lastTimestamp: true,
  eventTime: true,
  series: true,
}

/** The same object with every instant that a server or controller wrote earlier; the very same one where it holds none. */
export const olderObject = <T extends JsonObject>(object: T, ms: number): T =>
  olderFields(object, ms, written)

function olderFields<T extends JsonObject>(object: T, ms: number, place: Place): T {
  let next = object
  for (const [key, value] of Object.entries(object)) {
    const inner = place === true ? true : Object.hasOwn(place, key) && place[key]
    const older = inner ? olderValue(value, ms, inner) : value
    if (older !== value) next = { ...next, [key]: older }
  }
  return next
}

function olderValue(value: Json, ms: number, place: Place): Json {
  if (isJsonObject(value)) return olderFields(value, ms, place)
  // A text or a list where fields should be is a person's.
  if (place !== true) return value
  if (typeof value === 'string') return shape.test(value) ? olderInstant(value, ms) : value
  if (!isJsonList(value)) return value
  const older = value.map((entry) => olderValue(entry, ms, place))
  return older.every((entry, index) => entry === value[index]) ? value : older
}

// A microsecond time keeps its digits below the millisecond.
function olderInstant(text: string, ms: number): string {
  const time = Date.parse(text) - ms
  if (Number.isNaN(time)) return text
  const fraction = /\.(\d+)Z$/.exec(text)?.[1]
  const iso = new Date(time).toISOString()
  if (fraction === undefined) return iso.replace(/\.\d{3}Z$/, 'Z')
  const millis = iso.slice(-4, -1)
  return `${iso.slice(0, -4)}${(millis + fraction.slice(3)).slice(0, fraction.length)}Z`
}
