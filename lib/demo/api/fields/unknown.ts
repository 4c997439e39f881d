import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../objects/json.ts'
import { kindOf, type ResourceName } from '../../objects/kinds.ts'
import known from './known.json' with { type: 'json' }

/** An object without the fields that its kind does not have, and where those stood: `spec.template.spec.containers[0].img`. */
export interface Pruned {
  readonly object: JsonObject
  readonly unknown: readonly string[]
}

/** What a value consists of; null stands for anything, or for what has no fields. */
type Type =
  | { readonly is: 'object'; readonly fields: ReadonlyMap<string, number | null> }
  | { readonly is: 'list'; readonly of: number }
  | { readonly is: 'map'; readonly of: number }

const types = new Map<number, Type>()

/** Written as `name name:type …`; a list of a type as `-type`, a map of it as `*type`. */
function typeAt(number: number): Type {
  const read = types.get(number)
  if (read) return read
  const text = known.types[number] ?? ''
  const type = /^[-*]/.test(text) ? collectionType(text) : objectType(text)
  types.set(number, type)
  return type
}

const collectionType = (text: string): Type => ({
  is: text.startsWith('-') ? 'list' : 'map',
  of: Number(text.slice(1)),
})

function objectType(text: string): Type {
  const fields = text.split(' ').map((field): [string, number | null] => {
    const [name = '', type] = field.split(':')
    return [name, type === undefined ? null : Number(type)]
  })
  return { is: 'object', fields: new Map(fields) }
}

/** Takes away what a kind has no field for, as Go's types drop it and the schema of a custom resource prunes it. */
export function pruneUnknown(resource: ResourceName, object: JsonObject): Pruned {
  const unknown: string[] = []
  const pruned = prune(object, known.resources[resource], '', unknown)
  if (unknown.length === 0 || !isJsonObject(pruned)) return { object, unknown }
  return { object: pruned, unknown: kindOf(resource).custom ? unknown.toSorted() : unknown }
}

function prune(value: Json, number: number | null, path: string, unknown: string[]): Json {
  if (number === null) return value
  const type = typeAt(number)
  if (type.is === 'list')
    return isJsonList(value)
      ? value.map((entry, index) => prune(entry, type.of, `${path}[${index}]`, unknown))
      : value
  if (!isJsonObject(value)) return value
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
      const of = type.is === 'map' ? type.of : type.fields.get(name)
      if (of !== undefined) return [[name, prune(inner, of, at(name), unknown)]]
      unknown.push(at(name))
      return []
    }),
  )
}
