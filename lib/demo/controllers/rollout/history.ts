import { numberAt } from '../../objects/json.ts'
import { countOf, labelOf, momentOf, sizeOf } from '../facts.ts'
import { HASH } from './names.ts'
import { hashOf, otherSets, type Turn } from './turn.ts'

const defaultLimit = 10

/**
 * Deletes the oldest empty ReplicaSets above the limit, and the analysis runs and experiments of their template.
 * Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L429
 */
export function keepHistoryLimit(turn: Turn): void {
  const limit = turn.rollout.spec.revisionHistoryLimit ?? defaultLimit
  const kept = otherSets(turn).filter((set) => set.metadata.deletionTimestamp === undefined)
  const surplus = kept
    .toSorted((a, b) => momentOf(a.metadata.creationTimestamp) - momentOf(b.metadata.creationTimestamp))
    .slice(0, Math.max(0, kept.length - limit))
  for (const set of surplus) {
    const observed = numberAt(set.status, 'observedGeneration') >= (set.metadata.generation ?? 0)
    if (countOf(set, 'replicas') !== 0 || sizeOf(set) !== 0 || !observed) continue
    turn.journal.remove('replicasets', set)
    for (const run of turn.parts.analysisRuns) {
      if (labelOf(run, HASH) === hashOf(set)) turn.journal.remove('analysisruns', run)
    }
    for (const experiment of turn.parts.experiments) {
      if (labelOf(experiment, HASH) === hashOf(set)) turn.journal.remove('experiments', experiment)
    }
  }
}
