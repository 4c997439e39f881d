import { toRolloutDetail } from '../../rollouts/detail.ts'
import type { RolloutGraph } from '../../rollouts/model.ts'
import type { RolloutDetail } from '../../rollouts/view.ts'
import { rolloutSubject } from '../subjects/rollouts.ts'
import type { Subject } from '../subjects/subject.ts'

/** The product's own picture of Rollouts, counted. */
export function countingSubjects(): { readonly drawn: () => number; readonly subjects: readonly Subject[] } {
  let drawn = 0
  const project = (graph: RolloutGraph): RolloutDetail => {
    drawn++
    return toRolloutDetail(graph)
  }
  return { drawn: () => drawn, subjects: [rolloutSubject(project)] }
}
