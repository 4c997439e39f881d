import { possibleShares } from '@/lib/rollouts/replicas.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { spokenPercent } from '@/lib/rollouts/words.ts'

const spelledOut = 6

/** Which shares the split in force can do at all: with pods alone a share is a whole number of pods. Empty with a router, and where no pod was ever made. */
export function possibleNote({ row, traffic, plan, replicaSets }: RolloutDetail): string {
  if (traffic === null || traffic.routers.length > 0 || replicaSets.length === 0) return ''
  const pods = row.counts.desired
  if (pods === 0) return 'Scaled to 0: no pods, no split'
  const step = plan?.steps[plan.index]
  if (step?.replicas && !row.aborted) {
    const { next, stable } = step.replicas
    const share = next / (next + stable)
    // With surge the nearest split may take one pod more than there are to be.
    if (Math.abs(share - step.weight / traffic.max) >= 0.005)
      return `${next} of ${next + stable} pods comes nearest to that: ${spokenPercent(share)}`
  }
  if (pods === 1) return '1 pod can do 0 or 100 %'
  if (pods > spelledOut) return `${pods} pods: every pod is about ${Math.round(1000 / pods) / 10} %`
  return `${pods} pods can do ${possibleShares(pods).join(', ')} %`
}
