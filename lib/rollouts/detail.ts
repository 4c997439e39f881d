import { toAnalysisRunViews } from './analysis.ts'
import { abortScaleDownDelaySeconds, keepsOldPods, scaleDownDelaySeconds } from './delays.ts'
import { toExperimentViews } from './experiments.ts'
import { runningImages } from './images.ts'
import { toLaneViews } from './lanes.ts'
import type { PodTemplate, Rollout, RolloutGraph } from './model.ts'
import { phaseIcon } from './phase.ts'
import { toPlanView } from './plan.ts'
import { toReplicaSetViews } from './replica-sets.ts'
import { toRevisionViews } from './revisions.ts'
import { toRolloutRow } from './row.ts'
import { stateKey } from './state-key.ts'
import { stepsOf } from './steps.ts'
import { toTrafficView } from './traffic.ts'
import { verdictsOf } from './verdicts.ts'
import type { RolloutDetail } from './view.ts'

/** Everything that is told of one Rollout; its `row` is the fleet's row, so the two can never disagree. */
export function toRolloutDetail(graph: RolloutGraph): RolloutDetail {
  const { rollout } = graph
  const { meta, spec, status } = rollout
  const { containers, initContainers } = templateOf(graph)
  const replicaSets = toReplicaSetViews(meta.uid, rollout, graph.replicaSets, graph.pods)
  const experiments = toExperimentViews(graph)
  const analysisRuns = toAnalysisRunViews(meta.uid, graph.analysisRuns)
  const traffic = toTrafficView(rollout, replicaSets)
  const lanes = toLaneViews(rollout, graph.services, replicaSets)
  const row = toRolloutRow({ rollout, replicaSets, containers, traffic })
  return {
    row,
    resourceVersion: meta.resourceVersion,
    stateKey: stateKey(rollout),
    generation: meta.generation,
    observedGeneration: status.observedGeneration,
    icon: phaseIcon(row.phase),
    restartedAt: status.restartedAt,
    containers,
    initContainers,
    images: runningImages(replicaSets, experiments),
    traffic,
    plan: toPlanView(rollout),
    lanes,
    selectedBy: graph.selectedBy.filter((name) => lanes.every(({ service }) => service !== name)),
    revisions: toRevisionViews({ replicaSets, experiments, analysisRuns }),
    replicaSets,
    experiments,
    analysisRuns,
    unlisted: graph.unlisted,
    conditions: toConditions(rollout),
    autoPromotion: toAutoPromotion(rollout),
    scaleDownDelaySeconds: keepsOldPods(rollout) ? scaleDownDelaySeconds(rollout) : null,
    abortScaleDownDelaySeconds: abortScaleDownDelaySeconds(rollout),
    workloadRef: spec.workloadRef,
    restartAt: spec.restartAt,
    stepsRaw: stepsOf(rollout).map(({ raw }) => raw),
    verdicts: verdictsOf(rollout),
  }
}

const noTemplate: PodTemplate = { labels: {}, annotations: {}, containers: [], initContainers: [], color: '' }

const templateOf = ({ rollout, workload }: RolloutGraph): PodTemplate =>
  (workload ?? rollout.spec).template ?? noTemplate

const toConditions = ({ status }: Rollout): RolloutDetail['conditions'] =>
  status.conditions.map(({ type, status, reason, message, lastTransitionTime }) => ({
    type,
    status,
    reason,
    message,
    lastTransitionTime,
  }))

function toAutoPromotion({ spec: { strategy } }: Rollout): RolloutDetail['autoPromotion'] {
  if (strategy.type !== 'BlueGreen') return null
  const { autoPromotionEnabled, autoPromotionSeconds } = strategy.blueGreen
  return { enabled: autoPromotionEnabled ?? true, seconds: autoPromotionSeconds }
}
