import type { Rollout } from './model.ts'
import type { Role, Version } from './view.ts'

/**
 * The CLI's tags of the ReplicaSet with this hash, in the order of its info column; one without a hash gets what the CLI gives it,
 * which is `stable` while there is no stable one. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/replicaset_info.go#L43
 */
export function rolesOf(rollout: Rollout, hash: string): readonly Role[] {
  const { spec, status } = rollout
  if (spec.strategy.type === 'Canary')
    return canaryRoles(rollout, hash, spec.strategy.canary.pingPong !== null)
  if (spec.strategy.type === 'unknown') return []
  const roles: Role[] = []
  if (status.stableRS === hash) roles.push('stable')
  if (status.blueGreen.activeSelector === hash) roles.push('active')
  else if (status.blueGreen.previewSelector === hash) roles.push('preview')
  return roles
}

function canaryRoles({ status }: Rollout, hash: string, pingPong: boolean): readonly Role[] {
  const stable = status.stableRS === hash
  if (!stable && status.currentPodHash !== hash) return []
  const role = stable ? 'stable' : 'canary'
  if (!pingPong) return [role]
  const stableIsPing = status.canary.stablePingPong === 'ping'
  return [role, stable === stableIsPing ? 'ping' : 'pong']
}

/** The hash of the version that users have: behind the active Service for blue-green, else the stable one; may be empty. */
const usersHash = ({ spec, status }: Rollout): string =>
  (spec.strategy.type === 'BlueGreen' && status.blueGreen.activeSelector) || status.stableRS

/**
 * The hue of the ReplicaSet with this hash. Blue-green follows the active Service, not stableRS: from the switch on all users have
 * the new version, even while a post-promotion analysis may still turn it back. One without a hash is never stable nor next.
 */
export function versionOf(rollout: Rollout, hash: string): Version {
  if (hash === '') return 'old'
  if (hash === usersHash(rollout)) return 'stable'
  return hash === rollout.status.currentPodHash ? 'next' : 'old'
}
