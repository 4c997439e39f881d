import { nextScaleDown } from './delays.ts'
import { latestInstant } from './instants.ts'
import type { Container, Instant, Rollout } from './model.ts'
import { toPauseView } from './pause.ts'
import { isGenerationObserved, isSeen, rolloutPhase } from './phase.ts'
import { desiredReplicas, isFullyPromoted } from './promotion.ts'
import { revisionOf } from './revision.ts'
import { stepsOf, stepText } from './steps.ts'
import { servedShare } from './traffic.ts'
import { troubleOf } from './trouble.ts'
import type { Counts, ReplicaSetView, RolloutRow, TrafficView, Version } from './view.ts'
import { actualWeight, maxWeight, setWeight, weightAt } from './weights.ts'

/** The parts of a Rollout's picture from which its row in the fleet is made. */
export interface RowParts {
  readonly rollout: Rollout
  /** In the CLI's order. */
  readonly replicaSets: readonly ReplicaSetView[]
  /** Of the template in force, the workload's where there is a workloadRef. */
  readonly containers: readonly Container[]
  readonly traffic: TrafficView | null
}

/** What the fleet knows of a Rollout; the same parts always give a deep-equal row. */
export function toRolloutRow({ rollout, replicaSets, containers, traffic }: RowParts): RolloutRow {
  const { meta, spec, status, problems } = rollout
  const steps = stepsOf(rollout)
  return {
    kind: 'Rollout',
    uid: meta.uid,
    namespace: meta.namespace,
    name: meta.name,
    labels: meta.labels,
    createdAt: meta.createdAt,
    ...rolloutPhase(rollout),
    seen: isSeen(rollout),
    strategy: spec.strategy.type === 'unknown' ? '' : spec.strategy.type,
    step: stepText(rollout),
    stepIndex: steps.length > 0 ? status.currentStepIndex : null,
    stepWeights: steps.map((_, index) => weightAt(steps, index)),
    setWeight: setWeight(rollout),
    actualWeight: actualWeight(rollout, replicaSets),
    share: shareOf(rollout, traffic),
    maxWeight: maxWeight(rollout),
    pause: toPauseView(rollout),
    aborted: status.abort,
    fullyPromoted: isFullyPromoted(rollout),
    ...imagesByVersion(rollout, replicaSets, containers),
    revision: revisionOf(meta) || Math.max(0, ...replicaSets.map(({ revision }) => revision)),
    counts: toCounts(rollout),
    trouble: troubleOf(status.currentPodHash, replicaSets),
    scaleDownAt: nextScaleDown(replicaSets),
    changedAt: changedAt(rollout),
    problems,
  }
}

function shareOf(rollout: Rollout, traffic: TrafficView | null): number | null {
  if (traffic !== null) return servedShare(traffic, isFullyPromoted(rollout)).next
  // All users are behind the active Service, and what stands behind that is not the new version; without a pod nobody is served.
  return rollout.spec.strategy.type === 'BlueGreen' && rollout.status.readyReplicas > 0 ? 0 : null
}

/** The replica counts as the controller has them in the status; for blue-green ready and available are the active ReplicaSet's. */
const toCounts = ({ spec, status }: Rollout): Counts => ({
  desired: desiredReplicas(spec),
  current: status.replicas,
  updated: status.updatedReplicas,
  ready: status.readyReplicas,
  available: status.availableReplicas,
})

function imagesByVersion(
  rollout: Rollout,
  replicaSets: readonly ReplicaSetView[],
  containers: readonly Container[],
): Pick<RolloutRow, 'stableImages' | 'nextImages'> {
  const wanted = containers.map(({ image }) => image)
  const of = (version: Version) => replicaSets.find((replicaSet) => replicaSet.version === version)?.images
  const promoted = isFullyPromoted(rollout)
  // The template stands in for a ReplicaSet that is not there (yet, or may not be read).
  const stableImages = of('stable') ?? (promoted ? wanted : [])
  // Until the controller has seen a new template, what is coming stands in the template alone.
  const ahead = !isGenerationObserved(rollout) && wanted.join() !== stableImages.join()
  const nextImages = of('next') ?? (promoted || of('stable') ? [] : wanted)
  return { stableImages, nextImages: ahead ? wanted : nextImages }
}

const changedAt = ({ meta, status }: Rollout): Instant | null =>
  latestInstant([
    meta.createdAt,
    status.abortedAt,
    ...status.pauseConditions.map(({ startTime }) => startTime),
    ...status.conditions.flatMap(({ lastUpdateTime, lastTransitionTime }) => [
      lastUpdateTime,
      lastTransitionTime,
    ]),
  ])
