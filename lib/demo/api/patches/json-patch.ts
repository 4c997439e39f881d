import { isJsonList, isJsonObject, type Json, type JsonObject, sameJson, textAt } from '../../objects/json.ts'
import { refuse } from '../../objects/refusal.ts'

/** More operations than anyone writes are refused, as the API server does. */
const LIMIT = 10_000

/** What the copies of one patch may add up to, in characters: apiserver@v0.36.3 pkg/server/config.go#L464 */
const COPY_LIMIT = 3 * 1024 * 1024

/** Longer ways lead to nothing that could be stored. */
const LONGEST_PATH = 100

/** The value with a JSON patch applied (RFC 6902); a refusal where an operation cannot be done, and then none is. */
export function applyJsonPatch(target: Json, patch: Json): Json {
  if (!isJsonList(patch)) throw refuse('BadRequest', 'a JSON patch is a list of operations')
  if (patch.length > LIMIT)
    throw refuse(
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is ${LIMIT}, got ${patch.length}`,
    )
  const copy = createCopier()
  // Of its own, for the operations change it in place: to copy what surrounds a field for each of many takes too long.
  const own: Json = JSON.parse(JSON.stringify([target, patch]))
  const [value = null, operations = []] = isJsonList(own) ? own : []
  return isJsonList(operations)
    ? operations.reduce<Json>((here, operation) => applyOperation(here, operation, copy), value)
    : value
}

/** Copies values, as long as they do not become too much: a patch that copies what it has copied doubles each time. */
function createCopier(): (value: Json) => Json {
  let copied = 0
  return (value) => {
    const text = JSON.stringify(value)
    copied += text.length
    if (copied > COPY_LIMIT)
      throw unable(
        `Unable to complete the copy, the accumulated size increase of copy is ${copied}, exceeding the limit ${COPY_LIMIT}`,
      )
    return JSON.parse(text)
  }
}

function applyOperation(target: Json, operation: Json, copy: (value: Json) => Json): Json {
  if (!isJsonObject(operation)) throw refuse('BadRequest', 'an operation of a JSON patch is an object')
  const path = parsePointer(textAt(operation, 'path'))
  const value = (): Json => {
    if (!Object.hasOwn(operation, 'value')) throw unable(`${name} operation has no value`)
    return operation.value ?? null
  }
  const from = () => parsePointer(textAt(operation, 'from'))
  const name = textAt(operation, 'op')
  switch (name) {
    case 'add':
      return put(target, path, value(), 'add')
    case 'replace':
      return put(target, path, value(), 'replace')
    case 'remove':
      return remove(target, path)
    case 'copy':
      return put(target, path, copy(read(target, from())), 'add')
    case 'move': {
      const moved = read(target, from())
      return put(remove(target, from()), path, moved, 'add')
    }
    case 'test':
      if (!sameJson(read(target, path), value()))
        throw unable(`testing value ${textAt(operation, 'path')} failed`)
      return target
    default:
      throw refuse('BadRequest', `a JSON patch has no operation "${name}"`)
  }
}

const unable = (why: string) =>
  refuse('Invalid', `the server rejected our request due to an error in our request: ${why}`)

function parsePointer(text: string): readonly string[] {
  if (text === '') return []
  if (!text.startsWith('/')) throw unable(`"${text}" is no JSON pointer`)
  const keys = text.slice(1).split('/', LONGEST_PATH + 1)
  if (keys.length > LONGEST_PATH) throw unable(`a JSON pointer leads at most ${LONGEST_PATH} levels deep`)
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const missing = (key: string | undefined) => unable(`there is nothing at "${key ?? ''}"`)

function read(target: Json, path: readonly string[]): Json {
  return path.reduce<Json>((here, key) => {
    const found = isJsonList(here) ? here[indexOf(here, key, here.length - 1)] : fieldOf(here, key)
    if (found === undefined) throw missing(key)
    return found
  }, target)
}

const fieldOf = (value: Json, key: string): Json | undefined =>
  isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

function indexOf(list: readonly Json[], key: string, highest: number): number {
  const index = key === '-' ? list.length : /^(0|[1-9]\d{0,8})$/.test(key) ? Number(key) : Number.NaN
  if (!(index <= highest)) throw missing(key)
  return index
}

function put(target: Json, path: readonly string[], value: Json, how: 'add' | 'replace'): Json {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (isJsonList(target)) {
    const adds = rest.length === 0 && how === 'add'
    const index = indexOf(target, key, adds ? target.length : target.length - 1)
    return adds
      ? target.toSpliced(index, 0, value)
      : target.with(index, put(target[index] ?? null, rest, value, how))
  }
  const inner = fieldOf(target, key)
  if (!isJsonObject(target) || (inner === undefined && (rest.length > 0 || how === 'replace')))
    throw missing(key)
  return setField(target, key, rest.length === 0 ? value : put(inner ?? null, rest, value, how))
}

function remove(target: Json, path: readonly string[]): Json {
  const [key, ...rest] = path
  if (key === undefined) throw unable('the whole object cannot be removed')
  if (isJsonList(target)) {
    const index = indexOf(target, key, target.length - 1)
    return rest.length === 0
      ? target.toSpliced(index, 1)
      : target.with(index, remove(target[index] ?? null, rest))
  }
  const inner = fieldOf(target, key)
  if (!isJsonObject(target) || inner === undefined) throw missing(key)
  if (rest.length > 0) return setField(target, key, remove(inner, rest))
  Reflect.deleteProperty(target, key)
  return target
}

/** Defined, not assigned, so that a field called __proto__ is a field. */
const setField = (target: JsonObject, key: string, value: Json): JsonObject =>
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
