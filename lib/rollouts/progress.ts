import { awaitsController } from './sentence.ts'
import { abortedMessage } from './sentence-degraded.ts'
import type { Action, PauseView, RolloutDetail } from './view.ts'

export type Progress = 'accepted' | 'observed' | 'finished'

type Step = (before: RolloutDetail, now: RolloutDetail) => boolean

const samePause = (a: PauseView | null, b: PauseView | null) =>
  a?.reason === b?.reason && a?.since === b?.since

const arrived = ({ row }: RolloutDetail) => row.fullyPromoted && row.phase === 'Healthy'

/** What only the controller writes, the status in argo-rollouts@v1.10.1 rollout/sync.go#L760; pods that become ready on their own do not change it. */
const controllerTraces = ({
  row,
  observedGeneration,
  replicaSets,
  analysisRuns,
  experiments,
  lanes,
}: RolloutDetail): string =>
  JSON.stringify([
    row.phase,
    row.message,
    observedGeneration,
    replicaSets.map(({ uid, desired, roles, scaleDownDeadline }) => [uid, desired, roles, scaleDownDeadline]),
    analysisRuns.map(({ uid }) => uid),
    experiments.map(({ uid }) => uid),
    lanes.map(({ role, replicaSet }) => [role, replicaSet]),
  ])

/** A pause that has come is a trace as well; one that has gone is not, because a patch ends it: argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/cmd/promote/promote.go#L185 */
const left: Step = (before, now) =>
  controllerTraces(before) !== controllerTraces(now) ||
  (now.row.pause !== null && !samePause(before.row.pause, now.row.pause))

const indexOf = ({ plan }: RolloutDetail) => plan?.index ?? 0

/**
 * The patch itself ends a pause, skips a step, and at an inconclusive analysis does both while the phase stays Paused, so none of
 * these is the controller's answer: that is a message other than the waiting ones and a trace of its own, or a step further.
 * Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/cmd/promote/promote.go#L173 and utils/rollout/rolloututil.go#L112
 */
const promoteObserved: Step = (before, now) =>
  !awaitsController(now.row) && (indexOf(now) > indexOf(before) + 1 || left(before, now))

/** The steps that wait until pods are as many as they ask for. Mirrors argo-rollouts@v1.10.1 rollout/canary.go#L318 */
const scaling = ['setWeight', 'setCanaryScale']

const promoteFinished: Step = (before, now) => {
  if (arrived(now)) return true
  if (now.row.pause !== null) return !samePause(before.row.pause, now.row.pause)
  const passed = indexOf(now) - indexOf(before)
  const kind = now.plan?.steps[indexOf(now)]?.kind
  return passed > 1 || (passed === 1 && kind !== undefined && !scaling.includes(kind))
}

/** Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L643 */
const abortObserved: Step = (_, { row }) => row.aborted && row.message.startsWith(abortedMessage)

/**
 * Users have the stable version and, where pods are the split, no pod of the new version is left. Mirrors what the controller does with
 * an abort: argo-rollouts@v1.10.1 rollout/service.go#L112, rollout/trafficrouting.go#L204, utils/replicaset/canary.go#L553
 */
const abortFinished: Step = (_, { row, traffic, replicaSets }) => {
  if (row.strategy === 'BlueGreen')
    return replicaSets.some(({ roles }) => roles.includes('active') && roles.includes('stable'))
  if (traffic !== null && traffic.routers.length > 0) return traffic.recorded === 0
  return replicaSets.every(({ version, replicas }) => version !== 'next' || replicas === 0)
}

/** Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L503 */
const retryObserved: Step = (_, { row }) =>
  !row.aborted && !row.message.startsWith(abortedMessage) && !awaitsController(row)

/** The update stands where it can be decided upon again: at a pause, past its first step, or at its end. Mirrors argo-rollouts@v1.10.1 rollout/canary.go#L405 */
const retryFinished: Step = (_, now) => now.row.pause !== null || indexOf(now) > 0 || arrived(now)

const answers: Readonly<Record<Action, { readonly observed: Step; readonly finished: Step }>> = {
  promote: { observed: promoteObserved, finished: promoteFinished },
  'promote-full': {
    observed: (before, now) => !awaitsController(now.row) && left(before, now),
    finished: (_, now) => arrived(now),
  },
  abort: { observed: abortObserved, finished: abortFinished },
  retry: { observed: retryObserved, finished: retryFinished },
}

/**
 * How far an action has come that the API server took: `accepted` while nothing of the controller shows it, `observed` once the
 * controller's own writing does, `finished` when the state it aims at is reached: for promote the next pause, the end, or the weight of
 * the step it led to; for promote full all users on the new version; for abort all users on the stable one; for retry the first
 * step passed or a pause. `before` is the view that was confirmed.
 */
export function actionProgress(action: Action, before: RolloutDetail, now: RolloutDetail): Progress {
  if (before.row.uid !== now.row.uid) return 'accepted'
  const { observed, finished } = answers[action]
  if (!observed(before, now)) return 'accepted'
  return finished(before, now) ? 'finished' : 'observed'
}
