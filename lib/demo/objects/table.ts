import type { KubeObject } from './object.ts'

export interface Table {
  get(namespace: string | null, name: string): KubeObject | undefined
  list(namespace: string | null): readonly KubeObject[]
  /** Whether there is anything in a namespace. */
  holds(namespace: string): boolean
  byUid(uid: string): KubeObject | undefined
  owned(uid: string): readonly KubeObject[]
  put(object: KubeObject): void
  remove(object: KubeObject): void
}

type Names = Map<string, KubeObject>

/** The objects of one resource, found by name, by namespace and by the uid of an owner. */
export function createTable(): Table {
  const namespaces = new Map<string, Names>()
  const owners = new Map<string, Set<string>>()
  const byUid = new Map<string, KubeObject>()

  function disown(object: KubeObject): void {
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const dependents = owners.get(uid)
      dependents?.delete(object.metadata.uid)
      if (dependents?.size === 0) owners.delete(uid)
    }
  }
  function own(object: KubeObject): void {
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const dependents = owners.get(uid) ?? new Set()
      owners.set(uid, dependents.add(object.metadata.uid))
    }
  }

  return {
    get: (namespace, name) => namespaces.get(namespace ?? '')?.get(name),
    list: (namespace) =>
      namespace === null ? [...byUid.values()] : [...(namespaces.get(namespace)?.values() ?? [])],
    holds: (namespace) => namespaces.has(namespace),
    byUid: (uid) => byUid.get(uid),
    owned: (uid) => [...(owners.get(uid) ?? [])].flatMap((one) => byUid.get(one) ?? []),
    put(object) {
      const { uid, name, namespace = '' } = object.metadata
      const before = byUid.get(uid)
      if (before) disown(before)
      own(object)
      byUid.set(uid, object)
      const names: Names = namespaces.get(namespace) ?? new Map()
      namespaces.set(namespace, names.set(name, object))
    },
    remove(object) {
      const { uid, name, namespace = '' } = object.metadata
      disown(object)
      byUid.delete(uid)
      const names = namespaces.get(namespace)
      names?.delete(name)
      if (names?.size === 0) namespaces.delete(namespace)
    },
  }
}
