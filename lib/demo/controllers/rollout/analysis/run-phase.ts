import { textAt } from '../../../objects/json.ts'
import type { NewObject } from '../../../objects/object.ts'
import type { RunReference } from '../status.ts'

/** The phase of an AnalysisRun, empty before it has one. */
export const runPhase = (run: NewObject | null): string => (run ? textAt(run, 'status', 'phase') : '')

/** Whether an AnalysisRun has come to an end. Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/v1alpha1/analysis_types.go#L217 */
export const isCompleted = (run: NewObject | null): boolean =>
  ['Successful', 'Failed', 'Error', 'Inconclusive'].includes(runPhase(run))

/** How the Rollout's status names an AnalysisRun. */
export const referenceOf = (run: NewObject | null): RunReference | null =>
  run && { name: run.metadata.name ?? '', status: runPhase(run), message: textAt(run, 'status', 'message') }
