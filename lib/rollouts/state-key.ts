import type { Rollout } from './model.ts'

/**
 * One text for everything a person decides upon: it changes when that changes and only then. Replica counts, conditions and
 * messages are left out, so that pods becoming ready never invalidate a confirmation that is being read.
 */
export function stateKey({ meta, spec, status }: Rollout): string {
  return JSON.stringify([
    meta.uid,
    meta.generation,
    meta.deletedAt !== null,
    spec.paused,
    status.currentPodHash,
    status.stableRS,
    status.currentStepIndex,
    status.pauseConditions.map(({ reason, startTime }) => [reason, startTime]),
    status.controllerPause,
    status.abort,
    status.promoteFull,
    // The one phase of a run that changes what promote writes (plans.ts).
    status.canary.currentStepAnalysisRun?.status === 'Inconclusive',
    status.blueGreen.activeSelector,
  ])
}
