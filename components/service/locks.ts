import type { ServiceDetail } from '@/lib/services/view.ts'
import type { Rights } from '@/lib/stream/protocol.ts'

/** Why nothing may be sampled, as a sentence with verb and resource; null when it may, or nobody could say. */
export const sampleLock = (rights: Rights, namespace: string): string | null =>
  rights.getServiceProxy === false ? `Needs get on services/proxy in namespace ${namespace}.` : null

/** Why the replicas may not be set; a right that could not be asked for is not held against anyone. */
export function scaleLock(rights: Rights, { targets }: ServiceDetail, namespace: string): string | null {
  const needs = (kind: string) => targets.some(({ maker }) => maker.kind === kind)
  if (needs('Deployment') && rights.scaleDeployment === false)
    return `Needs patch on deployments.apps/scale in namespace ${namespace}.`
  if (needs('Rollout') && rights.scaleRollout === false)
    return `Needs patch on rollouts.argoproj.io/scale in namespace ${namespace}.`
  return null
}
