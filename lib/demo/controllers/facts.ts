import type { JsonObject } from '../objects/json.ts'
import { at, numberAt, objectAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'

/** The instant of a moment, in whole seconds, as Kubernetes writes it. */
export const instantOf = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`

/** The moment of an instant in milliseconds; minus infinity for none or an unreadable one. */
export function momentOf(instant: string | null | undefined): number {
  const moment = instant ? Date.parse(instant) : Number.NaN
  return Number.isNaN(moment) ? Number.NEGATIVE_INFINITY : moment
}

/** `spec.replicas` of a workload, 1 where it is left out. */
export function sizeOf(object: KubeObject): number {
  const replicas = at(object, 'spec', 'replicas')
  return typeof replicas === 'number' ? replicas : 1
}

/** A count of the status, 0 where it is left out. */
export const countOf = (
  object: KubeObject,
  count: 'replicas' | 'readyReplicas' | 'availableReplicas' | 'updatedReplicas',
): number => numberAt(object.status, count)

/** How many pods these ReplicaSets want together. */
export const sizesOf = (sets: readonly KubeObject[]): number =>
  sets.reduce((sum, set) => sum + sizeOf(set), 0)

/** How many pods these ReplicaSets have together, by their status. */
export const countsOf = (
  sets: readonly KubeObject[],
  count: 'replicas' | 'readyReplicas' | 'availableReplicas',
): number => sets.reduce((sum, set) => sum + countOf(set, count), 0)

/** The annotation's text, null where there is none. */
export function annotationOf(object: KubeObject, key: string): string | null {
  const value = at(object, 'metadata', 'annotations', key)
  return typeof value === 'string' ? value : null
}

/** A label of the object; empty where it has none. */
export const labelOf = (object: KubeObject, key: string): string => textAt(object, 'metadata', 'labels', key)

/** The integer in the annotation, null where there is none. */
export function wholeAnnotationOf(object: KubeObject, key: string): number | null {
  const text = annotationOf(object, key)
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null
}

/** The object with annotations set, or taken away where the value is null; the same object when nothing changes. */
export function withAnnotations(
  object: KubeObject,
  changes: Readonly<Record<string, string | null>>,
): KubeObject {
  const before = object.metadata.annotations ?? {}
  const changed = Object.entries(changes).some(([key, value]) => (before[key] ?? null) !== value)
  if (!changed) return object
  const kept = Object.entries(before).filter(([key]) => !Object.hasOwn(changes, key))
  const set = Object.entries(changes).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as const],
  )
  const annotations = Object.fromEntries([...kept, ...set])
  return { ...object, metadata: { ...object.metadata, annotations } }
}

/** The object with fields of its spec replaced. */
export const withSpec = (object: KubeObject, fields: JsonObject): KubeObject => ({
  ...object,
  spec: { ...objectAt(object.spec), ...fields },
})

/** The object with its whole status replaced. */
export const withStatus = (object: KubeObject, status: JsonObject): KubeObject => ({ ...object, status })

/** Orders by creation, then by name. */
export function byCreation(a: KubeObject, b: KubeObject): number {
  const difference = momentOf(a.metadata.creationTimestamp) - momentOf(b.metadata.creationTimestamp)
  if (difference !== 0) return difference
  return a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0
}

/** The owner reference by which an object is controlled by another. */
export const controllerReference = ({ apiVersion, kind, metadata }: KubeObject) => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
})
