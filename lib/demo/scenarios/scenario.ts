import type { NewObject } from '../objects/object.ts'
import type { Version } from './podinfo.ts'

/** What has happened before somebody looks: things applied, and time that passed. */
export type Chapter = { readonly apply: readonly NewObject[] } | { readonly passMs: number }

/** A part of the course, as objects. */
export interface Scenario {
  readonly name: string
  readonly namespace: string
  /** One sentence for a person who chooses. */
  readonly about: string
  readonly story: readonly Chapter[]
  /** What is applied to ship a version. */
  ship(version: Version): readonly NewObject[]
}
