import { nextGeneration } from './draft.ts'
import { toInstant } from './instants.ts'
import { numberAt, objectAt, textAt } from './json.ts'
import { kindOf } from './kinds.ts'
import type { Found, Ledger } from './ledger.ts'
import type { KubeObject } from './object.ts'
import { conflict } from './refusal.ts'

export type Propagation = 'Background' | 'Foreground' | 'Orphan'

export interface DeleteOptions {
  /** Everything is checked and answered as if it were done, and nothing is stored. */
  readonly dryRun?: boolean
  /** Who goes with the object: `Background` (the default) after it, `Foreground` before it, `Orphan` nobody. */
  readonly propagation?: Propagation
  /** Only pods on a node are given time; 0 removes at once. */
  readonly gracePeriodSeconds?: number
  /** A difference is a conflict. */
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
}

/** Deletes objects and whatever hangs on them, as API server, garbage collector and namespace controller do together. */
export interface Deletion {
  delete(found: Found, options: DeleteOptions): KubeObject
  /** Removes the object if it is only waiting for what has happened by now. */
  settle(found: Found): void
}

const foreground = 'foregroundDeletion'

/** The rules of deletion over a ledger. */
export function createDeletion(ledger: Ledger, now: () => number): Deletion {
  function start(found: Found, options: DeleteOptions): KubeObject {
    checkPreconditions(found, options)
    const { resource, object } = found
    if (options.dryRun) return object
    const { uid } = object.metadata
    if (options.propagation === 'Orphan') orphan(uid)
    const living = ledger.findUid(uid) ?? found
    const first = options.propagation === 'Foreground' && ledger.dependents(uid).length > 0
    const grace = graceOf(found, options.gracePeriodSeconds)
    const waits = first || grace > 0 || resource === 'namespaces' || hasFinalizers(object)
    if (!waits) return remove(living)
    const marked = markDeleted(ledger, living, { now: now(), seconds: grace, foreground: first })
    if (first) deleteAll(ledger.dependents(uid), { propagation: 'Foreground' })
    if (resource === 'namespaces') deleteAll(ledger.contentOf(object.metadata.name), {})
    const left = ledger.findUid(uid)
    if (left) settle(left)
    return ledger.findUid(uid)?.object ?? marked
  }

  /** Of a list made before, an object may have gone with another one of it. */
  function deleteAll(list: readonly Found[], options: DeleteOptions): void {
    for (const { object } of list) {
      const living = ledger.findUid(object.metadata.uid)
      if (living) start(living, options)
    }
  }

  function remove({ resource, object }: Found): KubeObject {
    const removed = ledger.remove(resource, object)
    const { uid, namespace, ownerReferences = [] } = object.metadata
    for (const dependent of ledger.dependents(uid)) letGo(dependent, uid)
    for (const owner of ownerReferences) {
      const waiting = ledger.findUid(owner.uid)
      if (waiting) settle(waiting)
    }
    const space = namespace === undefined ? undefined : ledger.get('namespaces', null, namespace)
    if (space) settle({ resource: 'namespaces', object: space })
    return removed
  }

  /** One that has other owners stays with them; one that has none goes as well. */
  function letGo({ object }: Found, gone: string): void {
    const living = ledger.findUid(object.metadata.uid)
    const others = living?.object.metadata.ownerReferences?.filter(({ uid }) => uid !== gone) ?? []
    if (!living) return
    if (others.some(({ uid }) => ledger.findUid(uid))) disown(living, gone)
    else start(living, {})
  }

  function settle(found: Found): void {
    const { resource, object } = found
    const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [], uid, name } = object.metadata
    if (deletionTimestamp === undefined) return
    const isNamespace = resource === 'namespaces'
    const blocked = isNamespace ? ledger.contentOf(name).length > 0 : isBlocked(ledger, uid)
    const left = blocked ? finalizers : finalizers.filter((one) => one !== foreground)
    if (left.length === 0 && deletionGracePeriodSeconds === 0 && !(isNamespace && blocked)) remove(found)
    else if (left.length < finalizers.length)
      ledger.put(resource, { ...object, metadata: { ...object.metadata, finalizers: left } })
  }

  function orphan(uid: string): void {
    for (const dependent of ledger.dependents(uid)) disown(dependent, uid)
  }

  function disown({ resource, object }: Found, owner: string): void {
    const { ownerReferences = [], ...metadata } = object.metadata
    const others = ownerReferences.filter(({ uid }) => uid !== owner)
    const left = others.length > 0 ? { ...metadata, ownerReferences: others } : metadata
    ledger.put(resource, { ...object, metadata: left })
  }

  return { delete: start, settle }
}

const hasFinalizers = ({ metadata }: KubeObject): boolean => (metadata.finalizers ?? []).length > 0

const isBlocked = (ledger: Ledger, uid: string): boolean =>
  ledger
    .dependents(uid)
    .flatMap(({ object }) => object.metadata.ownerReferences ?? [])
    .some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true)

interface Mark {
  readonly now: number
  readonly seconds: number
  readonly foreground: boolean
}

function markDeleted(ledger: Ledger, { resource, object }: Found, mark: Mark): KubeObject {
  const before = object.metadata
  const finalizers = [...new Set([...(before.finalizers ?? []), ...(mark.foreground ? [foreground] : [])])]
  const first = before.deletionTimestamp === undefined
  // A second deletion may only shorten the wait.
  const sooner = first || mark.seconds < (before.deletionGracePeriodSeconds ?? 0)
  if (!sooner && finalizers.length === (before.finalizers ?? []).length) return object
  const deletionTimestamp = toInstant(mark.now + mark.seconds * 1000)
  const status = { ...objectAt(object, 'status'), phase: 'Terminating' }
  return ledger.put(resource, {
    ...object,
    ...(resource === 'namespaces' ? { status } : {}),
    metadata: {
      ...(first ? nextGeneration(before) : before),
      ...(finalizers.length > 0 ? { finalizers } : {}),
      ...(sooner ? { deletionTimestamp, deletionGracePeriodSeconds: mark.seconds } : {}),
    },
  })
}

function graceOf({ resource, object }: Found, wanted: number | undefined): number {
  // A pod that no node has taken has no kubelet that could end it.
  if (resource !== 'pods' || textAt(object, 'spec', 'nodeName') === '') return 0
  return Math.max(0, wanted ?? numberAt(object, 'spec', 'terminationGracePeriodSeconds'))
}

function checkPreconditions({ resource, object }: Found, { preconditions = {} }: DeleteOptions): void {
  const { uid, resourceVersion, name } = object.metadata
  const kind = { ...kindOf(resource), resource: kindOf(resource).kind, group: '' }
  const complain = (word: string, wanted: string, is: string) =>
    conflict(
      kind,
      name,
      `the ${word} in the precondition (${wanted}) does not match the ${word} in record (${is}). The object might have been deleted and then recreated`,
    )
  if (preconditions.uid !== undefined && preconditions.uid !== uid)
    throw complain('UID', preconditions.uid, uid)
  if (preconditions.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion)
    throw complain('ResourceVersion', preconditions.resourceVersion, resourceVersion)
}
