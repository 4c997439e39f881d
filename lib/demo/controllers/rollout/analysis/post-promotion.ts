import { isSaturated } from '../conditions.ts'
import { newSet, type Turn } from '../turn.ts'

/** Whether the promoted version is not to be analysed now. Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L303 */
export function skipsPostAnalysis(turn: Turn): boolean {
  const { stableRS, activeSelector } = turn.status
  const fresh = newSet(turn)
  if (fresh === null || stableRS === turn.wanted || activeSelector !== turn.wanted) return true
  return turn.runs.post === null && !isSaturated(turn, fresh)
}
