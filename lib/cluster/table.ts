import type { Meta, Uid } from '../rollouts/model.ts'
import { isFields } from '../wire/read.ts'
import type { SourceEvent } from './source.ts'

export type ObjectEvent = Exclude<SourceEvent, { readonly type: 'road' }>

interface TableRules<T> {
  parse(raw: unknown): T
  /** False for objects that no picture can ever need: they take no memory. */
  wanted(object: T): boolean
  /** The words under which `under` finds the object, e.g. the uids of its owners. */
  indexed(object: T): readonly string[]
  /** Told of each object that comes, changes or goes: of its old form and of its new one. */
  touch(object: T): void
}

export interface Table<T> {
  get(uid: Uid): T | undefined
  find(namespace: string, name: string): T | undefined
  under(word: string): readonly T[]
  values(): Iterable<T>
  fold(event: ObjectEvent): void
  /** How many objects could not be read so far. */
  skipped(): number
}

/** The uid of an object that nothing else can be read of; empty when even that is not there. */
function uidOf(raw: unknown): Uid {
  const meta = isFields(raw) ? raw.metadata : null
  return isFields(meta) && typeof meta.uid === 'string' ? meta.uid : ''
}

const named = (meta: { readonly namespace: string; readonly name: string }) =>
  `${meta.namespace}/${meta.name}`

/** Holds the objects of one resource by uid, parsed once; an unreadable object counts as skipped and is not there. */
export function createTable<T extends { readonly meta: Meta }>(rules: TableRules<T>): Table<T> {
  const byUid = new Map<Uid, T>()
  const byName = new Map<string, T>()
  const byWord = new Map<string, Map<Uid, T>>()
  let skipped = 0

  function read(raw: unknown): T | null {
    try {
      return rules.parse(raw)
    } catch {
      skipped++
      return null
    }
  }

  function unindex(object: T) {
    for (const word of rules.indexed(object)) {
      const shelf = byWord.get(word)
      shelf?.delete(object.meta.uid)
      if (shelf?.size === 0) byWord.delete(word)
    }
  }

  function drop(object: T | undefined) {
    if (object === undefined) return
    rules.touch(object)
    unindex(object)
    byUid.delete(object.meta.uid)
    byName.delete(named(object.meta))
  }

  function put(object: T) {
    const before = byUid.get(object.meta.uid)
    const { resourceVersion } = object.meta
    if (resourceVersion !== '' && before?.meta.resourceVersion === resourceVersion) return
    // Two objects cannot bear one name: the old one is gone, whether or not its deletion was heard.
    const namesake = byName.get(named(object.meta))
    if (namesake !== before) drop(namesake)
    if (!rules.wanted(object)) return drop(before)
    if (before !== undefined) {
      rules.touch(before)
      unindex(before)
      byName.delete(named(before.meta))
    }
    byUid.set(object.meta.uid, object)
    byName.set(named(object.meta), object)
    for (const word of rules.indexed(object)) {
      const shelf = byWord.get(word) ?? new Map<Uid, T>()
      byWord.set(word, shelf.set(object.meta.uid, object))
    }
    rules.touch(object)
  }

  function upsert(raw: unknown): Uid | null {
    const object = read(raw)
    // What can no longer be read is treated as a fresh list would treat it: it is not there.
    if (object === null) drop(byUid.get(uidOf(raw)))
    else put(object)
    return object?.meta.uid ?? null
  }

  function list(namespace: string | null, raws: readonly unknown[]) {
    const seen = new Set(raws.map(upsert))
    for (const object of [...byUid.values()]) {
      const inScope = namespace === null || object.meta.namespace === namespace
      if (inScope && !seen.has(object.meta.uid)) drop(object)
    }
  }

  function remove(raw: unknown) {
    drop(byUid.get(read(raw)?.meta.uid ?? uidOf(raw)))
  }

  return {
    get: (uid) => byUid.get(uid),
    find: (namespace, name) => byName.get(named({ namespace, name })),
    under: (word) => [...(byWord.get(word)?.values() ?? [])],
    values: () => byUid.values(),
    skipped: () => skipped,
    fold(event) {
      if (event.type === 'listed') list(event.namespace, event.objects)
      else if (event.type === 'upserted') upsert(event.object)
      else remove(event.object)
    },
  }
}
