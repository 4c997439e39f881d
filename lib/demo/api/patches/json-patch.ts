import { isJsonList, isJsonObject, type Json, sameJson, textAt, without } from '../../objects/json.ts'
import { refuse } from '../../objects/refusal.ts'

/** More operations than anyone writes are refused, as the API server does. */
const LIMIT = 10_000

/** The value with a JSON patch applied (RFC 6902); a refusal where an operation cannot be done, and then none is. */
export function applyJsonPatch(target: Json, patch: Json): Json {
  if (!isJsonList(patch)) throw refuse('BadRequest', 'a JSON patch is a list of operations')
  if (patch.length > LIMIT)
    throw refuse(
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is ${LIMIT}, got ${patch.length}`,
    )
  return patch.reduce<Json>(applyOperation, target)
}

function applyOperation(target: Json, operation: Json): Json {
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
      return put(target, path, read(target, from()), 'add')
    case 'move':
      return put(remove(target, from()), path, read(target, from()), 'add')
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
  return text
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
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
  const next = rest.length === 0 ? value : put(inner ?? null, rest, value, how)
  return Object.fromEntries([...Object.entries(target).filter(([name]) => name !== key), [key, next]])
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
  return rest.length === 0 ? without(target, key) : { ...target, [key]: remove(inner, rest) }
}
