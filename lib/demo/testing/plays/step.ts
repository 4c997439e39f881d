import type { Action } from '../../../rollouts/view.ts'
import type { JsonObject } from '../../objects/json.ts'
import type { NewObject } from '../../objects/object.ts'

/** What is done to a workload called `frontend`, here and on a real control plane alike. */
export type Step =
  | { readonly apply: readonly NewObject[] }
  | { readonly act: Action }
  /** A JSON merge patch of the workload. */
  | { readonly patch: JsonObject }
  /** Sets spec.restartAt to the instant in which it is done. */
  | { readonly restart: 'now' }
  /** Deletes the workload, and waits until its pods are gone as well. */
  | { readonly delete: 'workload' }
  /** Until the status line begins so. */
  | { readonly until: string }
  | { readonly passMs: number }
  /** Until the next whole second of the clock begins. */
  | { readonly at: 'second' }

/** A story of one workload that both the real control plane and the demo can tell. */
export interface Play {
  readonly kind: 'rollouts' | 'deployments'
  readonly namespace: string
  readonly steps: readonly Step[]
}

/** What a step is called in a trace; null for one that only waits. */
export function nameOf(step: Step): string | null {
  if ('apply' in step) return `apply ${step.apply.map(({ kind }) => kind).join(', ')}`
  if ('act' in step) return step.act
  if ('patch' in step) return JSON.stringify(step.patch)
  if ('delete' in step) return 'delete'
  return 'restart' in step ? 'restart' : null
}
