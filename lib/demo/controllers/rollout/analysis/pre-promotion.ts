import { at } from '../../../objects/json.ts'
import { countOf, sizeOf } from '../../facts.ts'
import { isSaturated } from '../conditions.ts'
import { strategyOf } from '../status.ts'
import { newSet, type Turn } from '../turn.ts'
import { runPhase } from './run-phase.ts'

/** Whether nothing of the pre-promotion analysis stands in the way. Mirrors argo-rollouts@v1.10.1 rollout/pause.go#L137 */
export function completedPreAnalysis(turn: Turn): boolean {
  const { strategy } = turn.rollout.spec
  if (strategy.type !== 'BlueGreen' || !strategy.blueGreen.prePromotionAnalysis) return true
  return runPhase(turn.runs.pre) === 'Successful'
}

/** Whether the preview is not to be analysed now. Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L277 */
export function skipsPreAnalysis(turn: Turn): boolean {
  const { stableRS, activeSelector } = turn.status
  const fresh = newSet(turn)
  if (fresh === null || stableRS === turn.wanted || activeSelector === '' || activeSelector === turn.wanted) {
    return true
  }
  if (turn.runs.pre !== null) return false
  const preview = at(strategyOf(turn.object, 'blueGreen'), 'previewReplicaCount')
  if (typeof preview !== 'number') return !isSaturated(turn, fresh)
  return sizeOf(fresh) !== preview || countOf(fresh, 'availableReplicas') !== preview
}
