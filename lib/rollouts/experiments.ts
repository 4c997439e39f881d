import { analysisIcon, toAnalysisRunViews } from './analysis.ts'
import type { Experiment } from './analysis-model.ts'
import { compareInstants, compareTexts } from './instants.ts'
import type { RolloutGraph } from './model.ts'
import { toReplicaSetViews } from './replica-sets.ts'
import { ownedBy, revisionOf } from './revision.ts'
import type { ExperimentView } from './view.ts'

/**
 * The Rollout's Experiments with what they own, newest revision first, then oldest first (Go's comparison contradicts itself; this
 * is the order that it means). Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/experiment_info.go#L40
 */
export const toExperimentViews = (graph: RolloutGraph): readonly ExperimentView[] =>
  graph.experiments
    .filter(({ meta }) => ownedBy(meta, graph.rollout.meta.uid))
    .map((experiment) => toExperimentView(experiment, graph))
    .sort(
      (a, b) =>
        b.revision - a.revision || compareInstants(a.createdAt, b.createdAt) || compareTexts(a.name, b.name),
    )

const toExperimentView = ({ meta, phase, message }: Experiment, graph: RolloutGraph): ExperimentView => ({
  uid: meta.uid,
  name: meta.name,
  revision: revisionOf(meta),
  createdAt: meta.createdAt,
  status: phase,
  icon: analysisIcon(phase),
  message,
  replicaSets: toReplicaSetViews(meta.uid, null, graph.replicaSets, graph.pods),
  analysisRuns: toAnalysisRunViews(meta.uid, graph.analysisRuns),
})
