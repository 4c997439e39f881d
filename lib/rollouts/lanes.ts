import type { Rollout, Service } from './model.ts'
import { servingPods } from './replica-sets.ts'
import { hashLabel } from './revision.ts'
import type { LaneView, ReplicaSetView } from './view.ts'

/** The Services that the strategy names and what stands behind each, by the selector's hash; `services` null: they may not be read. */
export const toLaneViews = (
  rollout: Rollout,
  services: readonly Service[] | null,
  replicaSets: readonly ReplicaSetView[],
): readonly LaneView[] =>
  namedServices(rollout).map(({ role, name }) => {
    const service = services?.find(({ meta }) => meta.name === name)
    const hash = service?.selector[hashLabel] ?? (services ? '' : recordedHash(rollout, role))
    const behind = hash === '' ? undefined : replicaSets.find((replicaSet) => replicaSet.hash === hash)
    return {
      role,
      service: name,
      found: services && service !== undefined,
      selector: service?.selector ?? {},
      replicaSet: behind?.name ?? null,
      revision: behind?.revision ?? null,
      version: behind?.version ?? 'old',
      images: behind?.images ?? [],
      ready: behind ? servingPods(behind) : 0,
      desired: behind?.desired ?? 0,
    }
  })

type Named = { readonly role: LaneView['role']; readonly name: string }

function namedServices({ spec }: Rollout): readonly Named[] {
  const { strategy } = spec
  if (strategy.type === 'unknown') return []
  const named: readonly { readonly role: LaneView['role']; readonly name: string | null | undefined }[] =
    strategy.type === 'BlueGreen'
      ? [
          { role: 'active', name: strategy.blueGreen.activeService },
          { role: 'preview', name: strategy.blueGreen.previewService },
        ]
      : [
          { role: 'stable', name: strategy.canary.stableService },
          { role: 'canary', name: strategy.canary.canaryService },
          { role: 'ping', name: strategy.canary.pingPong?.pingService },
          { role: 'pong', name: strategy.canary.pingPong?.pongService },
        ]
  return named.flatMap(({ role, name }) => (name ? [{ role, name }] : []))
}

/** What the controller last found on the Service, for blue-green alone; empty where it keeps no record. Mirrors argo-rollouts@v1.10.1 rollout/bluegreen.go#L280 */
function recordedHash({ status }: Rollout, role: LaneView['role']): string {
  if (role === 'active') return status.blueGreen.activeSelector
  return role === 'preview' ? status.blueGreen.previewSelector : ''
}
