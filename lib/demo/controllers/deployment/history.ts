import { at, numberAt } from '../../objects/json.ts'
import { countOf, sizeOf } from '../facts.ts'
import { type Look, oldSets, revisionOf } from './look.ts'

const DEFAULT_LIMIT = 10

/** Deletes the oldest empty ReplicaSets above the limit. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/sync.go#L442 */
export function forgetOldSets(look: Look): void {
  const written = at(look.deployment, 'spec', 'revisionHistoryLimit')
  const limit = typeof written === 'number' ? written : DEFAULT_LIMIT
  const kept = oldSets(look).filter((set) => set.metadata.deletionTimestamp === undefined)
  const surplus = kept
    .toSorted((a, b) => revisionOf(a) - revisionOf(b))
    .slice(0, Math.max(0, kept.length - limit))
  for (const set of surplus) {
    const observed = numberAt(set, 'status', 'observedGeneration') >= (set.metadata.generation ?? 0)
    if (countOf(set, 'replicas') === 0 && sizeOf(set) === 0 && observed)
      look.journal.remove('replicasets', set)
  }
}
