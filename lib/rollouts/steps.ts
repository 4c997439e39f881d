import type { CanaryStep, CanaryStepKind, Rollout } from './model.ts'

export interface StepName {
  readonly kind: CanaryStepKind
  /** The CLI's own text, e.g. `pause: 10m`. */
  readonly text: string
}

/**
 * What a step is called when it holds one kind or several: setWeight goes before pause, experiment, analysis, setCanaryScale,
 * plugin and the routes. Mirrors argo-rollouts@v1.10.1 utils/rollout/rolloututil.go#L203
 */
export function stepName(step: CanaryStep): StepName {
  const { setWeight, pause, plugin, setHeaderRoute, setMirrorRoute } = step
  if (setWeight !== null) return { kind: 'setWeight', text: `setWeight: ${setWeight}` }
  if (pause) return { kind: 'pause', text: pause.duration === null ? 'pause' : `pause: ${pause.duration}` }
  if (step.experiment) return { kind: 'experiment', text: 'experiment' }
  if (step.analysis) return { kind: 'analysis', text: 'analysis' }
  const scale = scaleText(step)
  if (scale !== null) return { kind: 'setCanaryScale', text: `setCanaryScale{${scale}}` }
  if (plugin) return { kind: 'plugin', text: `plugin: ${plugin.name}` }
  if (setHeaderRoute) return { kind: 'setHeaderRoute', text: `setHeaderRoute: ${setHeaderRoute.name}` }
  if (setMirrorRoute) return { kind: 'setMirrorRoute', text: `setMirrorRoute: ${setMirrorRoute.name}` }
  return { kind: 'invalid', text: 'invalid' }
}

function scaleText({ setCanaryScale: scale }: CanaryStep): string | null {
  if (!scale) return null
  if (scale.weight !== null) return `weight: ${scale.weight}`
  if (scale.matchTrafficWeight) return 'matchTrafficWeight: true'
  return scale.replicas === null ? null : `replicas: ${scale.replicas}`
}

/** The steps of a canary; empty for any other strategy. */
export const stepsOf = ({ spec }: Pick<Rollout, 'spec'>): readonly CanaryStep[] =>
  spec.strategy.type === 'Canary' ? spec.strategy.canary.steps : []

/** The step being executed; null without steps and when all are done. Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L488 */
export const currentStep = (rollout: Rollout): CanaryStep | null =>
  stepsOf(rollout)[rollout.status.currentStepIndex ?? 0] ?? null

/** `1/5` as the CLI prints it; empty without steps or before the controller has set an index. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/rollout_info.go#L48 */
export function stepText(rollout: Rollout): string {
  const { length } = stepsOf(rollout)
  const index = rollout.status.currentStepIndex
  return index === null || length === 0 ? '' : `${index}/${length}`
}
