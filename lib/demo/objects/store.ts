import { withDefaults } from './defaults.ts'
import { createDeletion, type DeleteOptions, type Deletion } from './deletion.ts'
import { changedDraft, newDraft } from './draft.ts'
import type { StoreEvent } from './history.ts'
import { olderObject } from './instants.ts'
import { kindOf, type ResourceName, resourceNames } from './kinds.ts'
import { createLedger, type Ledger } from './ledger.ts'
import type { ChangedObject, KubeObject, NewObject } from './object.ts'
import { alreadyExists, conflict, invalid, modified, notFound, refuse } from './refusal.ts'
import { metadataCauses } from './validate.ts'

export type Part = 'spec' | 'status'

export interface WriteOptions {
  /** Everything is checked and answered as if it were done, and nothing is stored. */
  readonly dryRun?: boolean
}

/**
 * The objects of a cluster. What is handed out is frozen. Every refusal is thrown and read with `refusalOf`.
 * A listener may write; what comes of it is told after all have heard of what came before.
 */
export interface Store {
  get(resource: ResourceName, namespace: string | null, name: string): KubeObject | undefined
  /** Of one namespace, or (null, or left out) of all. */
  list(resource: ResourceName, namespace?: string | null): readonly KubeObject[]
  /** The objects with an owner reference to the uid. */
  owned(resource: ResourceName, ownerUid: string): readonly KubeObject[]
  create(resource: ResourceName, object: NewObject, options?: WriteOptions): KubeObject
  /**
   * Writes all but the status, or the status alone; of a kind whose status is not apart always everything. 409 where the
   * object carries a resourceVersion or uid that is not the stored one; equal content is no write.
   */
  update(resource: ResourceName, object: ChangedObject, part?: Part, options?: WriteOptions): KubeObject
  /** The object as it is left: with a deletionTimestamp while it waits for finalizers or its kubelet, else as it was last. */
  delete(
    resource: ResourceName,
    namespace: string | null,
    name: string,
    options?: DeleteOptions,
  ): KubeObject | undefined
  /** Told of every write, in order, before the write returns (of a listener's own writes: soon after). */
  subscribe(listener: (event: StoreEvent) => void): () => void
  /** The version of the newest write. */
  version(): string
  /** The writes after a version, in order; `gone` when some of them are no longer known. */
  since(resource: ResourceName, version: number): readonly StoreEvent[] | 'gone'
  /** The objects as they were at a version; `gone` when that is no longer known. */
  listAt(resource: ResourceName, namespace: string | null, version: number): readonly KubeObject[] | 'gone'
  /** Forgets the history up to a version, as etcd's compaction does. */
  compact(version: number): void
  /** Every stored instant, or those of the objects that are meant, becomes earlier by so many milliseconds, in one burst of events. */
  age(ms: number, means?: (resource: ResourceName, object: KubeObject) => boolean): void
}

export interface StoreSetting {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** How many writes are remembered for watches that come back. */
  readonly history?: number
}

const HISTORY = 4_000

/** A cluster that holds the four namespaces that every cluster begins with. */
export function createStore({ now, history = HISTORY }: StoreSetting): Store {
  const ledger = createLedger(history)
  const deletion = createDeletion(ledger, now)
  const store: Store = {
    get: ledger.get,
    list: (resource, namespace = null) => ledger.list(resource, namespace),
    owned: ledger.owned,
    create: (resource, object, options = {}) => create(ledger, now(), resource, object, options),
    update: (resource, object, part = 'spec', options = {}) =>
      update(ledger, deletion, resource, object, part, options),
    delete: (resource, namespace, name, options = {}) => {
      const object = ledger.get(resource, namespace, name)
      return object && deletion.delete({ resource, object }, options)
    },
    subscribe: ledger.subscribe,
    version: () => String(ledger.version()),
    since: ledger.since,
    listAt: ledger.listAt,
    compact: ledger.compact,
    age: (ms, means = () => true) => age(ledger, ms, means),
  }
  for (const name of firstNamespaces) store.create('namespaces', { metadata: { name } })
  return store
}

const firstNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

function create(
  ledger: Ledger,
  now: number,
  resource: ResourceName,
  object: NewObject,
  { dryRun = false }: WriteOptions,
): KubeObject {
  const kind = kindOf(resource)
  const draft = newDraft(kind, withDefaults(resource, object), now)
  const { name, namespace } = draft.metadata
  const causes = metadataCauses(kind, draft.metadata)
  if (causes.length > 0) throw invalid(kind, name, causes)
  if (kind.namespaced) requireNamespace(ledger, resource, namespace, name)
  if (ledger.get(resource, namespace ?? null, name)) throw alreadyExists(kind, name)
  return dryRun ? draft : ledger.put(resource, draft)
}

function requireNamespace(
  ledger: Ledger,
  resource: ResourceName,
  namespace: string | undefined,
  name: string,
): void {
  if (namespace === undefined) throw refuse('BadRequest', 'an object of this kind needs a namespace')
  const found = ledger.get('namespaces', null, namespace)
  if (!found) throw notFound(kindOf('namespaces'), namespace)
  if (found.metadata.deletionTimestamp === undefined) return
  const { group } = kindOf(resource)
  throw refuse(
    'Forbidden',
    `${resource}${group === '' ? '' : `.${group}`} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    {
      name,
      kind: resource,
      ...(group === '' ? {} : { group }),
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    },
  )
}

function update(
  ledger: Ledger,
  deletion: Deletion,
  resource: ResourceName,
  input: ChangedObject,
  part: Part,
  { dryRun = false }: WriteOptions,
): KubeObject {
  const kind = kindOf(resource)
  const { name, uid, resourceVersion } = input.metadata
  const namespace = input.metadata.namespace ?? null
  const stored = ledger.get(resource, kind.namespaced ? namespace : null, name)
  if (!stored) throw notFound(kind, name)
  if (uid && uid !== stored.metadata.uid)
    throw conflict(
      kind,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.metadata.uid}`,
    )
  if (resourceVersion && resourceVersion !== stored.metadata.resourceVersion)
    throw conflict(kind, name, modified)
  const draft = changedDraft(kind, stored, withDefaults(resource, input), part)
  if (draft === stored) return stored
  const causes = metadataCauses(kind, draft.metadata)
  if (causes.length > 0) throw invalid(kind, name, causes)
  if (dryRun) return draft
  // With its last finalizer goes what only waited for it; nobody sees it without one.
  const settled = part === 'spec' ? deletion.settle({ resource, object: draft }) : null
  return settled ?? ledger.put(resource, draft)
}

function age(
  ledger: Ledger,
  ms: number,
  means: (resource: ResourceName, object: KubeObject) => boolean,
): void {
  for (const resource of resourceNames) {
    for (const object of ledger.list(resource, null)) {
      if (!means(resource, object)) continue
      const older = olderObject(object, ms)
      if (older !== object) ledger.put(resource, older)
    }
  }
}
