import { at } from '../../../objects/json.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { byCreation, labelOf } from '../../facts.ts'
import { HASH } from '../names.ts'
import { hashOf, type Turn } from '../turn.ts'
import { isCompleted, runPhase } from './run-phase.ts'

const DEFAULT_LIMIT = 5

/** Deletes finished runs above the limits, and those whose ReplicaSet is gone. Mirrors argo-rollouts@v1.10.1 utils/analysis/filter.go#L129 */
export function deleteSurplusRuns(turn: Turn, mayGo: (run: KubeObject) => boolean): void {
  const limits = {
    good: limitOf(turn, 'successfulRunHistoryLimit'),
    bad: limitOf(turn, 'unsuccessfulRunHistoryLimit'),
  }
  const kept = { good: 0, bad: 0 }
  for (const run of turn.parts.analysisRuns.filter(mayGo).toSorted(byCreation).toReversed()) {
    const set = turn.sets.find((one) => hashOf(one) === labelOf(run, HASH))
    if (set === undefined || set.metadata.deletionTimestamp !== undefined)
      turn.journal.remove('analysisruns', run)
    else if (isCompleted(run)) {
      const sort = runPhase(run) === 'Successful' ? 'good' : 'bad'
      if (kept[sort] < limits[sort]) kept[sort] += 1
      else turn.journal.remove('analysisruns', run)
    }
  }
}

function limitOf(turn: Turn, field: string): number {
  const limit = at(turn.object, 'spec', 'analysis', field)
  return typeof limit === 'number' ? limit : DEFAULT_LIMIT
}
