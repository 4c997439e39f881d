import { at } from '../../../objects/json.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { byCreation, labelOf } from '../../facts.ts'
import { HASH } from '../names.ts'
import { hashOf, type Turn } from '../turn.ts'
import { isCompleted, runPhase } from './run-phase.ts'

const DEFAULT_LIMIT = 5

/**
 * Deletes finished runs or experiments above the limits, and those whose ReplicaSet is gone. Mirrors argo-rollouts@v1.10.1
 * utils/analysis/filter.go#L129 and utils/experiment/filter.go#L75
 */
export function deleteSurplus(
  turn: Turn,
  resource: 'analysisruns' | 'experiments',
  mayGo: readonly KubeObject[],
): void {
  const limits = {
    good: limitOf(turn, 'successfulRunHistoryLimit'),
    bad: limitOf(turn, 'unsuccessfulRunHistoryLimit'),
  }
  const kept = { good: 0, bad: 0 }
  for (const run of mayGo.toSorted(byCreation).toReversed()) {
    const set = turn.sets.find((one) => hashOf(one) === labelOf(run, HASH))
    if (set === undefined || set.metadata.deletionTimestamp !== undefined) turn.journal.remove(resource, run)
    else if (isCompleted(run)) {
      const sort = runPhase(run) === 'Successful' ? 'good' : 'bad'
      if (kept[sort] < limits[sort]) kept[sort] += 1
      else turn.journal.remove(resource, run)
    }
  }
}

function limitOf(turn: Turn, field: string): number {
  const limit = at(turn.object, 'spec', 'analysis', field)
  return typeof limit === 'number' ? limit : DEFAULT_LIMIT
}
