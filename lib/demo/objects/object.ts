import type { Json, JsonObject } from './json.ts'

/** An owner as `metadata.ownerReferences` names it. */
export interface OwnerReference extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
  readonly blockOwnerDeletion?: boolean
}

/** What a writer may say of an object's metadata; the store adds the rest. */
export interface NewMetadata extends JsonObject {
  readonly name?: string
  readonly generateName?: string
  readonly namespace?: string
  readonly labels?: { readonly [key: string]: string }
  readonly annotations?: { readonly [key: string]: string }
  readonly ownerReferences?: readonly OwnerReference[]
  readonly finalizers?: readonly string[]
}

export interface Metadata extends NewMetadata {
  readonly name: string
  readonly uid: string
  readonly resourceVersion: string
  /** RFC 3339 in UTC, whole seconds. */
  readonly creationTimestamp: string
  readonly generation?: number
  readonly deletionTimestamp?: string
  readonly deletionGracePeriodSeconds?: number
}

/** An object to be created; apiVersion and kind follow from the resource where they are left out. */
export interface NewObject extends JsonObject {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata: NewMetadata
}

/** An object as the store holds and hands it out: deeply frozen, never changed in place. */
export interface KubeObject extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: Metadata
  readonly spec?: Json
  readonly status?: Json
}

/** An object as a writer hands it back: what it says of uid and resourceVersion must be what is stored. */
export interface ChangedObject extends NewObject {
  readonly metadata: NewMetadata & {
    readonly name: string
    readonly uid?: string
    readonly resourceVersion?: string
  }
}
