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
  /** Removes the object if it is only waiting for what has happened by now, and answers as what it was last; null if it stays as it is. */
  settle(found: Found): KubeObject | null
}

const foreground = 'foregroundDeletion'

type Agenda = (() => void)[]

/** The rules of deletion over a ledger. */
export function createDeletion(ledger: Ledger, now: () => number): Deletion {
  /** What follows from a step is done after it, not within it: owners may own owners without end, and in circles. */
  function perform<T>(step: (agenda: Agenda) => T): T {
    const agenda: Agenda = []
    const done = step(agenda)
    for (const next of agenda) next()
    return done
  }

  function start(found: Found, options: DeleteOptions, agenda: Agenda): KubeObject {
    checkPreconditions(found, options)
    const { resource, object } = found
    if (options.dryRun) return object
    const { uid } = object.metadata
    if (options.propagation === 'Orphan') orphan(uid)
    const living = ledger.findUid(uid) ?? found
    const first = options.propagation === 'Foreground' && ledger.dependents(uid).length > 0
    const grace = graceOf(found, options.gracePeriodSeconds)
    const waits = first || grace > 0 || resource === 'namespaces' || hasFinalizers(object)
    if (!waits) return remove(living, agenda)
    const marked = markDeleted(ledger, living, { now: now(), seconds: grace, foreground: first })
    // One that waited for its dependents before has told them.
    if (first && !waitsForDependents(living.object))
      for (const dependent of ledger.dependents(uid))
        agenda.push(() => letGo(dependent, uid, { propagation: 'Foreground' }, agenda))
    if (resource === 'namespaces')
      for (const content of ledger.contentOf(object.metadata.name))
        agenda.push(() => startUid(content.object.metadata.uid, {}, agenda))
    agenda.push(() => settleUid(uid, agenda))
    return marked
  }

  /** Of a list made before, an object may have gone with another one of it. */
  function startUid(uid: string, options: DeleteOptions, agenda: Agenda): void {
    const living = ledger.findUid(uid)
    if (living) start(living, options, agenda)
  }

  function remove({ resource, object }: Found, agenda: Agenda): KubeObject {
    const removed = ledger.remove(resource, object)
    const { uid, namespace, ownerReferences = [] } = object.metadata
    for (const dependent of ledger.dependents(uid)) agenda.push(() => letGo(dependent, uid, {}, agenda))
    for (const owner of ownerReferences) agenda.push(() => settleUid(owner.uid, agenda))
    const space = namespace === undefined ? undefined : ledger.get('namespaces', null, namespace)
    if (space) agenda.push(() => settleUid(space.metadata.uid, agenda))
    return removed
  }

  /** One that has other owners stays with them, unless they only wait for it; one that has none goes as well. */
  function letGo({ object }: Found, gone: string, options: DeleteOptions, agenda: Agenda): void {
    const living = ledger.findUid(object.metadata.uid)
    if (!living) return
    const { ownerReferences = [] } = living.object.metadata
    const others = ownerReferences.filter(({ uid }) => uid !== gone).map(({ uid }) => ledger.findUid(uid))
    if (others.some((owner) => owner && !waitsForDependents(owner.object))) disown(living, gone)
    else start(living, options, agenda)
  }

  function settleUid(uid: string, agenda: Agenda): void {
    const living = ledger.findUid(uid)
    if (living) settle(living, agenda)
  }

  function settle(found: Found, agenda: Agenda): KubeObject | null {
    const { resource, object } = found
    const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [], name } = object.metadata
    if (deletionTimestamp === undefined) return null
    const isNamespace = resource === 'namespaces'
    const blocked = isNamespace ? ledger.holds(name) : isBlocked(ledger, object)
    const left = blocked ? finalizers : finalizers.filter((one) => one !== foreground)
    if (left.length === 0 && deletionGracePeriodSeconds === 0 && !(isNamespace && blocked))
      return remove(found, agenda)
    if (left.length === finalizers.length) return null
    return ledger.put(resource, { ...object, metadata: { ...object.metadata, finalizers: left } })
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

  return {
    delete: (found, options) => {
      const first = perform((agenda) => start(found, options, agenda))
      return ledger.findUid(found.object.metadata.uid)?.object ?? first
    },
    settle: (found) => perform((agenda) => settle(found, agenda)),
  }
}

const hasFinalizers = ({ metadata }: KubeObject): boolean => (metadata.finalizers ?? []).length > 0

const waitsForDependents = ({ metadata }: KubeObject): boolean =>
  metadata.finalizers?.includes(foreground) === true

/** A dependent that is an owner as well would wait as long as the object does, and neither would ever go. */
function isBlocked(ledger: Ledger, object: KubeObject): boolean {
  const { uid } = object.metadata
  const blocking = ledger
    .dependents(uid)
    .filter(({ object: { metadata } }) =>
      metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true),
    )
  if (blocking.length === 0) return false
  const above = ownersAbove(ledger, object)
  return !blocking.every((dependent) => above.has(dependent.object.metadata.uid))
}

/** The uids of an object's owners, of their owners, and so on. */
function ownersAbove(ledger: Ledger, object: KubeObject): ReadonlySet<string> {
  const ownersOf = ({ metadata }: KubeObject) => (metadata.ownerReferences ?? []).map(({ uid }) => uid)
  const above = new Set(ownersOf(object))
  for (const uid of above) {
    const found = ledger.findUid(uid)
    for (const owner of found ? ownersOf(found.object) : []) above.add(owner)
  }
  return above
}

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
  if (['Failed', 'Succeeded'].includes(textAt(object, 'status', 'phase'))) return 0
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
