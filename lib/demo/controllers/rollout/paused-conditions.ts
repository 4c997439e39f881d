import { type Condition, condition, findCondition, withCondition } from '../conditions.ts'
import { withPhase, writeRollout } from './persist.ts'
import type { Turn } from './turn.ts'

/**
 * Brings the conditions in line with the pauses and the abort that the status holds; where they were not, that alone is written
 * and the look ends. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L485
 */
export function checkPausedConditions(turn: Turn): void {
  const { rollout, status } = turn
  const progressing = findCondition(status.conditions, 'Progressing')
  const paused = status.pauseConditions.length > 0 || rollout.spec.paused
  const aborted = progressing?.reason === 'RolloutAborted'
  const completed = status.stableRS !== '' && status.stableRS === status.currentPodHash
  const changes: Condition[] = []
  const change = (type: string, to: 'True' | 'False' | 'Unknown', reason: string, message: string) =>
    changes.push(condition(turn.now, type, to, reason, message))
  if (paused !== (progressing?.reason === 'RolloutPaused') && !aborted && !completed) {
    if (paused) change('Progressing', 'Unknown', 'RolloutPaused', 'Rollout is paused')
    else change('Progressing', 'Unknown', 'RolloutResumed', 'Rollout is resumed')
  }
  if (!status.abort && aborted)
    change('Progressing', 'Unknown', 'RolloutRetry', 'Retrying Rollout after abort')
  const wasPaused = findCondition(status.conditions, 'Paused')?.status === 'True'
  if (paused !== wasPaused && !aborted)
    change('Paused', paused ? 'True' : 'False', 'RolloutPaused', 'Rollout is paused')
  if (changes.length > 0) writeConditions(turn, changes)
}

/** Writes these conditions, the generation that was seen and the phase, and ends the look. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L527 */
export function writeConditions(turn: Turn, changes: readonly Condition[]): void {
  const conditions = changes.reduce<readonly Condition[]>(withCondition, turn.status.conditions)
  const observedGeneration = String(turn.object.metadata.generation ?? 0)
  writeRollout(turn, withPhase(turn, { ...turn.status, conditions, observedGeneration }))
}
