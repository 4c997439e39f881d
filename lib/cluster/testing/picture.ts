import { toRolloutDetail } from '../../rollouts/detail.ts'
import type { RolloutGraph } from '../../rollouts/model.ts'
import type { RolloutDetail } from '../../rollouts/view.ts'

/** The product's own picture, counted. */
export function countingProject() {
  let drawn = 0
  return {
    drawn: () => drawn,
    project(graph: RolloutGraph): RolloutDetail {
      drawn++
      return toRolloutDetail(graph)
    },
  }
}
