import { momentOf } from './instants.ts'
import type { Rollout } from './model.ts'
import { desiredReplicas, isFullyPromoted } from './promotion.ts'
import type { Phase } from './view.ts'

export interface PhaseAndMessage {
  readonly phase: Phase
  /** The controller's own words; empty when it has none. */
  readonly message: string
}

const phases: Readonly<Record<string, Phase>> = {
  Healthy: 'Healthy',
  Progressing: 'Progressing',
  Paused: 'Paused',
  Degraded: 'Degraded',
}

const progressing = (message: string): PhaseAndMessage => ({ phase: 'Progressing', message })

/** The phase and message that the CLI shows. Mirrors argo-rollouts@v1.10.1 utils/rollout/rolloututil.go#L71 */
export function rolloutPhase(rollout: Rollout): PhaseAndMessage {
  const { phase, message } = rollout.status
  if (!isGenerationObserved(rollout)) return progressing('waiting for rollout spec update to be observed')
  if (isUnpausing(rollout)) return progressing('waiting for rollout to unpause')
  if (phase === '') return calculatePhase(rollout)
  return { phase: Object.hasOwn(phases, phase) ? (phases[phase] ?? 'Unknown') : 'Unknown', message }
}

/** Whether a controller has written anything of the Rollout; false until one looks at it for the first time. */
export const isSeen = ({ status }: Rollout): boolean =>
  status.observedGeneration !== '' || status.phase !== '' || status.conditions.length > 0

/** Whether the controller has seen the spec; a hash of old controllers counts as seen. Mirrors argo-rollouts@v1.10.1 utils/rollout/rolloututil.go#L93 */
export function isGenerationObserved({ meta, status }: Rollout): boolean {
  if (!/^[+-]?\d+$/.test(status.observedGeneration)) return true
  return Number.parseInt(status.observedGeneration, 10) >= meta.generation
}

/** Whether a person has ended the pause and the controller has not reacted yet. Mirrors argo-rollouts@v1.10.1 utils/rollout/rolloututil.go#L112 */
export const isUnpausing = ({ status }: Rollout): boolean =>
  status.controllerPause && status.pauseConditions.length === 0

/** The phase as the controller computes it from spec and status. Mirrors argo-rollouts@v1.10.1 utils/rollout/rolloututil.go#L133 */
export function calculatePhase(rollout: Rollout): PhaseAndMessage {
  const { spec, status } = rollout
  const degraded = degradedMessage(rollout)
  if (degraded !== null) return { phase: 'Degraded', message: degraded }
  if (spec.paused) return { phase: 'Paused', message: 'manually paused' }
  const [pause] = status.pauseConditions
  if (pause) return { phase: 'Paused', message: pause.reason }
  const waitsFor = isRestarting(rollout) ? 'rollout is restarting' : (waitingFor(rollout) ?? '')
  return waitsFor === '' ? { phase: 'Healthy', message: '' } : progressing(waitsFor)
}

function degradedMessage({ status }: Rollout): string | null {
  for (const { type, reason, message } of status.conditions) {
    if (type === 'InvalidSpec') return `InvalidSpec: ${message}`
    if (reason === 'RolloutAborted' || reason === 'ProgressDeadlineExceeded') return `${reason}: ${message}`
  }
  return null
}

const isRestarting = ({ spec, status }: Rollout): boolean =>
  spec.restartAt !== null && momentOf(spec.restartAt) !== momentOf(status.restartedAt)

function waitingFor(rollout: Rollout): string | null {
  const { spec, status } = rollout
  if (status.updatedReplicas < desiredReplicas(spec)) return 'more replicas need to be updated'
  if (status.availableReplicas < status.updatedReplicas)
    return 'updated replicas are still becoming available'
  if (spec.strategy.type === 'BlueGreen')
    return blueGreenWaitsFor(rollout, spec.strategy.blueGreen.postPromotionAnalysis)
  if (spec.strategy.type === 'unknown') return null
  const routed = spec.strategy.canary.trafficRouting !== null
  if (!routed && status.replicas > status.updatedReplicas) return 'old replicas are pending termination'
  return isFullyPromoted(rollout) ? null : 'waiting for all steps to complete'
}

const completed = ['Successful', 'Failed', 'Error', 'Inconclusive']

function blueGreenWaitsFor(rollout: Rollout, postPromotionAnalysis: boolean): string | null {
  const { activeSelector, postPromotionAnalysisRun } = rollout.status.blueGreen
  if (activeSelector === '' || activeSelector !== rollout.status.currentPodHash) {
    return 'active service cutover pending'
  }
  if (isFullyPromoted(rollout)) return null
  return postPromotionAnalysis && !completed.includes(postPromotionAnalysisRun?.status ?? '')
    ? 'waiting for analysis to complete'
    : 'waiting for post-promotion verification to complete'
}

const icons: Readonly<Record<Phase, string>> = {
  Healthy: '✔',
  Progressing: '◌',
  Paused: '॥',
  Degraded: '✖',
  Unknown: '?',
}

/** The CLI's sign for a phase. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/rollout_info.go#L122 */
export const phaseIcon = (phase: Phase): string => icons[phase]
