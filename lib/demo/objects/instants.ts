import { isJsonList, isJsonObject, type Json, type JsonObject } from './json.ts'

/** An instant as `metadata` and most of Kubernetes write it: RFC 3339 in UTC, whole seconds. */
export const toInstant = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

/** Of a template only its author decides: an instant in it is part of what the hash of the template is made of. */
const untouched: ReadonlySet<string> = new Set(['template', 'kubectl.kubernetes.io/restartedAt'])

/** The same object with every instant in it earlier; the very same one where it holds none. */
export function olderObject<T extends JsonObject>(object: T, ms: number): T {
  let next = object
  for (const [key, value] of Object.entries(object)) {
    const older = untouched.has(key) ? value : olderValue(value, ms)
    if (older !== value) next = { ...next, [key]: older }
  }
  return next
}

function olderValue(value: Json, ms: number): Json {
  if (typeof value === 'string') return shape.test(value) ? olderInstant(value, ms) : value
  if (isJsonObject(value)) return olderObject(value, ms)
  if (!isJsonList(value)) return value
  const older = value.map((entry) => olderValue(entry, ms))
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
