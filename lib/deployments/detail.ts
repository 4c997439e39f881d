import type { DeploymentGraph } from './graph.ts'
import { toHistory } from './history.ts'
import { setsOf, toReplicaSetViews } from './replica-sets.ts'
import { toDeploymentRow } from './row.ts'
import { stateKey } from './state-key.ts'
import { deadlineOf, rolloutStatus } from './status.ts'
import { verdictsOf } from './verdicts.ts'
import type { DeploymentDetail } from './view.ts'
import { awaitedOf, toWindowView } from './window.ts'

/** Everything that is told of one Deployment; its `row` is the fleet's row, so the two can never disagree. */
export function toDeploymentDetail(graph: DeploymentGraph): DeploymentDetail {
  const { deployment, replicaSets } = graph
  const { meta, spec, status, template } = deployment
  const sets = setsOf(graph)
  const views = toReplicaSetViews(graph, sets)
  const history = toHistory(replicaSets, sets.newest)
  return {
    row: toDeploymentRow(graph, sets, views),
    resourceVersion: meta.resourceVersion,
    stateKey: stateKey(deployment),
    generation: meta.generation,
    observedGeneration: status.observedGeneration,
    status: rolloutStatus(deployment),
    containers: template.containers,
    initContainers: template.initContainers,
    window: toWindowView(graph, sets),
    awaited: awaitedOf(graph, sets),
    deadlineAt: deadlineOf(deployment),
    selectedBy: graph.selectedBy,
    newest: sets.newest?.meta.name ?? null,
    replicaSets: views,
    history,
    conditions: status.conditions.map(({ type, status, reason, message, lastTransitionTime }) => ({
      type,
      status,
      reason,
      message,
      lastTransitionTime,
    })),
    minReadySeconds: spec.minReadySeconds,
    progressDeadlineSeconds: spec.progressDeadlineSeconds,
    revisionHistoryLimit: spec.revisionHistoryLimit,
    deleted: meta.deletedAt !== null,
    verdicts: verdictsOf(deployment, history),
  }
}
