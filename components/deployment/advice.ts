import { troubleAdvice } from '@/components/rollout/states/trouble-advice.ts'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'

/** What a person can do about a reason the kubelet gives; to undo is advised only where it can be done. */
export function adviceOf(reason: string, { row, verdicts }: DeploymentDetail): string {
  const known = troubleAdvice(reason, false)
  if (!row.updating || !verdicts.undo.allowed) return known
  return `${known} Undo brings the former template back.`
}
