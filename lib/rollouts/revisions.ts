import type { AnalysisRunView, ExperimentView, ReplicaSetView, RevisionView } from './view.ts'

interface Owned {
  readonly replicaSets: readonly ReplicaSetView[]
  readonly experiments: readonly ExperimentView[]
  readonly analysisRuns: readonly AnalysisRunView[]
}

/** The revisions with what belongs to each, newest first; what has no revision is under 0. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/rollout_info.go#L221 */
export function toRevisionViews({ replicaSets, experiments, analysisRuns }: Owned): readonly RevisionView[] {
  const numbers = [...replicaSets, ...experiments, ...analysisRuns].map(({ revision }) => revision)
  return [...new Set(numbers)]
    .sort((a, b) => b - a)
    .map((number) => ({
      number,
      replicaSets: replicaSets.filter(({ revision }) => revision === number),
      experiments: experiments.filter(({ revision }) => revision === number),
      analysisRuns: analysisRuns.filter(({ revision }) => revision === number),
    }))
}
