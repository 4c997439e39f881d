import { toInstant } from '../../objects/instants.ts'
import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
  objectAt,
  sameJson,
  textAt,
  without,
} from '../../objects/json.ts'
import type { Kind } from '../../objects/kinds.ts'
import { apiVersionOf } from '../../objects/kinds.ts'
import { refuse } from '../../objects/refusal.ts'
import {
  type FieldPath,
  fieldPaths,
  keysOf,
  parseFieldsV1,
  pathKey,
  toFieldsV1,
  valueAt,
  withoutPath,
} from './fields.ts'
import type { KeysAt } from './strategic-patch.ts'

export interface Applying {
  readonly kind: Kind
  readonly manager: string
  /** Takes over what another manager has applied. */
  readonly force: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly keysAt: KeysAt
}

interface Ownership {
  readonly manager: string
  readonly entry: JsonObject
  readonly paths: readonly FieldPath[]
}

/**
 * The live object with a configuration applied on the server: what it says is set, what its manager said before and says no
 * longer goes. Only what was applied has an owner; a field that was written in any other way is anyone's.
 */
export function applyConfiguration(
  live: JsonObject,
  configuration: JsonObject,
  applying: Applying,
): JsonObject {
  const { manager, keysAt } = applying
  const applied = withoutIdentity(configuration)
  const paths = fieldPaths(applied, keysAt)
  const owners = ownersOf(live)
  const others = owners.filter((owner) => owner.manager !== manager)
  const lost = conflicts(live, applied, paths, others)
  if (lost.length > 0 && !applying.force) throw conflictOf(lost)
  const kept = others.map((owner) => keeping(owner, new Set(lost.map(({ key }) => key))))
  const gone = pathsGone(owners, paths, kept, manager)
  const merged = mergeApplied(
    gone.reduce<Json>((value, path) => withoutPath(value, path) ?? {}, live),
    applied,
    [],
    keysAt,
  )
  const object = isJsonObject(merged) ? merged : {}
  const managedFields = [
    ...kept.filter((owner) => owner.paths.length > 0).map(entryOf),
    ownEntry(paths, applying),
  ]
  return { ...object, metadata: { ...objectAt(object, 'metadata'), managedFields } }
}

/** What names the object is no field that anyone could own. */
function withoutIdentity(configuration: JsonObject): JsonObject {
  const metadata = without(
    objectAt(configuration, 'metadata'),
    ...['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields'],
  )
  const rest = without(configuration, 'apiVersion', 'kind', 'metadata')
  return Object.keys(metadata).length > 0 ? { metadata, ...rest } : rest
}

function ownersOf(live: JsonObject): readonly Ownership[] {
  const entries = objectAt(live, 'metadata').managedFields
  return (isJsonList(entries) ? entries : []).flatMap((entry) =>
    isJsonObject(entry) && entry.operation === 'Apply' && textAt(entry, 'subresource') === ''
      ? [{ manager: textAt(entry, 'manager'), entry, paths: parseFieldsV1(objectAt(entry, 'fieldsV1')) }]
      : [],
  )
}

interface Conflict {
  readonly key: string
  readonly path: FieldPath
  readonly manager: string
}

function conflicts(
  live: JsonObject,
  applied: JsonObject,
  paths: readonly FieldPath[],
  others: readonly Ownership[],
): readonly Conflict[] {
  return others.flatMap(({ manager, paths: theirs }) => {
    const owned = new Set(theirs.map(pathKey))
    return paths
      .map((path) => ({ path, key: pathKey(path), manager }))
      .filter(({ path, key }) => owned.has(key) && path.at(-1) !== 'itself')
      .filter(({ path }) => !sameJson(valueAt(live, path), valueAt(applied, path)))
  })
}

const fieldText = (path: FieldPath): string =>
  path
    .map((step) =>
      step === 'itself'
        ? ''
        : 'field' in step
          ? `.${step.field}`
          : `[${JSON.stringify('keys' in step ? step.keys : step.value)}]`,
    )
    .join('')

function conflictOf(lost: readonly Conflict[]) {
  const noun = lost.length === 1 ? '1 conflict' : `${lost.length} conflicts`
  const words = lost.map(({ manager, path }) => `conflict with "${manager}": ${fieldText(path)}`)
  return refuse('Conflict', `Apply failed with ${noun}: ${words.join(', ')}`, {
    causes: lost.map(({ manager, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with "${manager}"`,
      field: fieldText(path),
    })),
  })
}

const keeping = (owner: Ownership, lost: ReadonlySet<string>): Ownership => ({
  ...owner,
  paths: owner.paths.filter((path) => !lost.has(pathKey(path))),
})

/** Longest first, so that an entry goes after its fields. */
function pathsGone(
  owners: readonly Ownership[],
  paths: readonly FieldPath[],
  others: readonly Ownership[],
  manager: string,
): readonly FieldPath[] {
  const stay = new Set([...paths, ...others.flatMap((owner) => owner.paths)].map(pathKey))
  return owners
    .filter((owner) => owner.manager === manager)
    .flatMap((owner) => owner.paths)
    .filter((path) => path.length > 0 && !stay.has(pathKey(path)))
    .toSorted((a, b) => b.length - a.length)
}

function mergeApplied(live: Json | undefined, applied: Json, path: readonly string[], keysAt: KeysAt): Json {
  if (isJsonObject(applied)) {
    const fields = new Map(Object.entries(isJsonObject(live) ? live : {}))
    for (const [key, value] of Object.entries(applied))
      fields.set(key, mergeApplied(fields.get(key), value, [...path, key], keysAt))
    return Object.fromEntries(fields)
  }
  const keys = isJsonList(applied) ? keysAt(path) : null
  if (!isJsonList(applied) || keys === null || !isJsonList(live)) return applied
  if (keys === 'set') return [...live, ...applied.filter((entry) => !live.includes(entry))]
  return applied.reduce<readonly Json[]>((list, entry) => {
    const index = list.findIndex((one) => sameJson(keysOf(one, keys), keysOf(entry, keys)))
    return index === -1
      ? list.concat([entry])
      : list.with(index, mergeApplied(list[index], entry, path, keysAt))
  }, live)
}

const entryOf = ({ entry, paths }: Ownership): JsonObject => ({ ...entry, fieldsV1: toFieldsV1(paths) })

const ownEntry = (paths: readonly FieldPath[], { kind, manager, now }: Applying): JsonObject => ({
  manager,
  operation: 'Apply',
  apiVersion: apiVersionOf(kind),
  time: toInstant(now),
  fieldsType: 'FieldsV1',
  fieldsV1: toFieldsV1(paths),
})
