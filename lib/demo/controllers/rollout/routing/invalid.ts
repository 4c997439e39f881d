import {
  at,
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  textAt,
} from '../../../objects/json.ts'
import { invalid } from '../invalid-steps.ts'
import { strategyOf } from '../status.ts'
import type { Turn } from '../turn.ts'
import { shortHost, weightedRoutes } from './istio.ts'
import { leadsTo } from './nginx.ts'
import { routingOf, servicesInRoles } from './roles.ts'

const PATH = 'spec.strategy.canary.trafficRouting'

/** What is wrong with ping and pong. Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L270 */
export function pingPongFault(turn: Turn): string | null {
  const pingPong = at(strategyOf(turn.object, 'canary'), 'pingPong')
  if (!isJsonObject(pingPong)) return null
  const routing = routingOf(turn)
  if (routing !== null && routing.istio === undefined) {
    const why = 'Ping-pong feature works with the ALB, Istio, and plugin-based traffic routers only'
    return invalid('spec.strategy.trafficRouting.alb', null, why)
  }
  for (const field of ['pingService', 'pongService'])
    if (textAt(pingPong, field) === '')
      return invalid(
        `spec.strategy.pingPong.${field}`,
        '',
        'Ping service and Pong service must to be set to use Ping-Pong feature',
      )
  return pingPong.pingService === pingPong.pongService
    ? invalid(
        'spec.strategy.pingPong.pingService',
        pingPong.pingService ?? '',
        'This rollout uses the same service for the ping and pong services, but two different services are required.',
      )
    : null
}

/** What is wrong with the strategy where a router is to split its traffic. Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L287 */
export function routingFault(turn: Turn, routing: JsonObject): string | null {
  const canary = strategyOf(turn.object, 'canary')
  const needed = routing.nginx !== undefined || (routing.istio !== undefined && canary.pingPong === undefined)
  for (const field of needed ? ['stableService', 'canaryService'] : [])
    if (textAt(canary, field) === '')
      return invalid(
        `spec.strategy.${field}`,
        '',
        'Canary service and Stable service must to be set to use Traffic Routing',
      )
  if (typeof canary.scaleDownDelaySeconds === 'number' && canary.dynamicStableScale === true)
    return invalid('spec.strategy.dynamicStableScale', true, DELAYED)
  const { maxTrafficWeight } = routing
  return typeof maxTrafficWeight === 'number' && routing.nginx === undefined
    ? invalid('spec.strategy.trafficRouting.maxTrafficWeight', maxTrafficWeight, MAXIMUM)
    : null
}

const DELAYED = 'Canary dynamicStableScale cannot be used with scaleDownDelaySeconds'
const MAXIMUM = 'Canary maxTrafficWeight in traffic routing only supported in Nginx and Plugins'

/** What is wrong with the objects that routers write. Mirrors argo-rollouts@v1.10.1 rollout/controller.go#L644 */
export function routerFault(turn: Turn): string | null {
  const routing = routingOf(turn)
  return routing && (ingressFault(turn, routing) ?? virtualServiceFault(turn, routing))
}

function ingressFault(turn: Turn, routing: JsonObject): string | null {
  if (!isJsonObject(routing.nginx)) return null
  const name = textAt(routing.nginx, 'stableIngress')
  if (name === '')
    return `${PATH}.nginx: Internal error: Either StableIngress or StableIngresses must be configured. Neither are configured.`
  const path = `${PATH}.nginx.stableIngress`
  const ingress = turn.parts.ingresses.find(({ metadata }) => metadata.name === name)
  if (ingress === undefined) return invalid(path, name, `ingress.networking.k8s.io "${name}" not found`)
  const service = textAt(strategyOf(turn.object, 'canary'), 'stableService')
  return listAt(ingress, 'spec', 'rules').some((rule) => leadsTo(rule, service))
    ? null
    : invalid(path, name, `ingress \`${name}\` has no rules using service ${service} backend`)
}

/** Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation_references.go#L370 */
function virtualServiceFault(turn: Turn, routing: JsonObject): string | null {
  if (!isJsonObject(routing.istio)) return null
  if (routing.istio.virtualService === undefined)
    return `${PATH}.istio: Internal error: either VirtualService or VirtualServices must be configured`
  const path = `${PATH}.istio.virtualService.name`
  const name = textAt(routing.istio, 'virtualService', 'name')
  if (name.includes('.')) return `${path}: the demo does not simulate VirtualServices of other namespaces`
  const found = turn.parts.virtualServices.find(({ metadata }) => metadata.name === name)
  if (found === undefined)
    return invalid(path, name, `virtualservices.networking.istio.io "${name}" not found`)
  const { http } = objectAt(found, 'spec')
  if (http === undefined)
    return invalid(
      path,
      name,
      'Unable to get any of the HTTP, TCP or TLS routes for the Istio VirtualService',
    )
  const fault = routesFault(turn, routing, listAt(found, 'spec', 'http'))
  return fault && invalid(path, name, `Istio VirtualService has invalid HTTP routes. Error: ${fault}`)
}

/** Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L1070 */
function routesFault(turn: Turn, routing: JsonObject, routes: readonly Json[]): string | null {
  const names = listAt(routing, 'istio', 'virtualService', 'routes').map(String)
  const missing = names.find((one) => routes.every((route) => textAt(route, 'name') !== one))
  if (missing !== undefined) return `HTTP Route '${missing}' is not found in the defined Virtual Service.`
  const { stable, canary } = servicesInRoles(turn)
  for (const index of weightedRoutes(turn, routes)) {
    const hosts = listAt(routes[index], 'route').map(shortHost)
    if (!hosts.includes(canary)) return `Canary Service '${canary}' not found in route`
    if (!hosts.includes(stable)) return `Stable Service '${stable}' not found in route`
  }
  const managed = listAt(routing, 'managedRoutes').map((route) => textAt(route, 'name'))
  const own = routes.filter((route) => !managed.includes(textAt(route, 'name')))
  return names.length === 0 && own.length > 1 ? SEVERAL : null
}

const SEVERAL =
  'spec.http[] should be set in VirtualService and it must have exactly one route when omitting spec.strategy.canary.trafficRouting.istio.virtualService.routes'
