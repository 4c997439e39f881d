import type { CanaryStrategy } from '../../../../rollouts/model.ts'
import { isJsonObject, type JsonObject } from '../../../objects/json.ts'
import { strategyOf } from '../status.ts'
import type { Turn } from '../turn.ts'

/** The names of the Services in front of the stable and of the new version; empty where the spec names none. */
export interface ServicesInRoles {
  readonly stable: string
  readonly canary: string
}

/** The canary part of the spec; null for blue-green. */
export function canaryOf({ rollout }: Turn): CanaryStrategy | null {
  const { strategy } = rollout.spec
  return strategy.type === 'Canary' ? strategy.canary : null
}

/** The traffic routing of a canary as the API has it; null where it has none. */
export function routingOf(turn: Turn): JsonObject | null {
  const routing = strategyOf(turn.object, 'canary').trafficRouting
  return isJsonObject(routing) ? routing : null
}

/** The Services as `stableService` and `canaryService` name them, else as ping and pong stand now. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/service_helper.go#L15 */
export function servicesInRoles(turn: Turn): ServicesInRoles {
  const canary = canaryOf(turn)
  const named = { stable: canary?.stableService ?? '', canary: canary?.canaryService ?? '' }
  return named.stable === '' && named.canary === '' ? (pingPongInRoles(turn) ?? named) : named
}

/** The two Services that change roles with each update; null where there are none. */
export function pingPongInRoles(turn: Turn): ServicesInRoles | null {
  const pingPong = canaryOf(turn)?.pingPong
  if (!pingPong) return null
  const { pingService: ping, pongService: pong } = pingPong
  return turn.status.stablePingPong === 'ping'
    ? { stable: ping, canary: pong }
    : { stable: pong, canary: ping }
}
