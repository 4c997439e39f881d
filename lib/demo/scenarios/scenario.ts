import type { Action } from '../../rollouts/view.ts'
import type { JsonObject } from '../objects/json.ts'
import type { KubeObject, NewObject } from '../objects/object.ts'

/** What has happened before somebody looks: things applied, time that passed, and what a person or another controller did to a Rollout. */
export type Chapter =
  | { readonly apply: readonly NewObject[] }
  | { readonly passMs: number }
  | { readonly act: Action; readonly on: string }
  /** What another controller than the demo's makes of the status of a Rollout that is its own. */
  | { readonly reports: (status: JsonObject, rollout: KubeObject) => JsonObject; readonly on: string }

/** An object of the scenario's namespace. */
export interface Named<Resource extends string> {
  readonly resource: Resource
  readonly name: string
}

/** A situation in a namespace, as objects and their past. */
export interface Scenario {
  readonly name: string
  /** A few words for a list. */
  readonly title: string
  readonly namespace: string
  /** One sentence for a person who chooses. */
  readonly about: string
  /** What a person looks at first. */
  readonly opens: Named<'rollouts' | 'deployments' | 'services'>
  /** Whose image is changed when a version is shipped. */
  readonly ships: Named<'rollouts' | 'deployments'>
  /** The flaw of a bad version that shows most here; `missing` where left out. */
  readonly flaw?: Flaw
  readonly story: readonly Chapter[]
}

/** What may be wrong with a version: its image cannot be pulled, its pods crash, never get ready, or fail requests. */
export type Flaw = 'missing' | 'crash' | 'stuck' | 'failing'

/** The same scenario told in another namespace. */
export function inNamespace(scenario: Scenario, namespace: string): Scenario {
  const story = scenario.story.map((chapter) =>
    'apply' in chapter ? { apply: chapter.apply.map((object) => moved(object, namespace)) } : chapter,
  )
  return { ...scenario, namespace, story }
}

function moved(object: NewObject, namespace: string): NewObject {
  const place = object.kind === 'Namespace' ? { name: namespace } : { namespace }
  return { ...object, metadata: { ...object.metadata, ...place } }
}
