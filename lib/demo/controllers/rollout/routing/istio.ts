import { stepsOf } from '../../../../rollouts/steps.ts'
import {
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  sameJson,
  textAt,
} from '../../../objects/json.ts'
import type { KubeObject } from '../../../objects/object.ts'
import { countOf, sizeOf, withSpec } from '../../facts.ts'
import { strategyOf } from '../status.ts'
import { hashOf, type Turn } from '../turn.ts'
import { leavingHash } from './dynamic.ts'
import { canaryOf, routingOf, servicesInRoles } from './roles.ts'
import type { Router } from './router.ts'

type Routes = readonly Json[]

const managed = (turn: Turn): readonly string[] =>
  listAt(routingOf(turn), 'managedRoutes').map((route) => textAt(route, 'name'))
const nameOf = (route: Json): string => textAt(route, 'name')
const without = (routes: Routes, ...names: readonly string[]): Routes =>
  routes.filter((route) => !names.includes(nameOf(route)))

/** The VirtualService that the Rollout names, as it was last written; null where it is not there. */
function virtualServiceOf(turn: Turn): KubeObject | null {
  const name = textAt(routingOf(turn), 'istio', 'virtualService', 'name')
  const found = turn.parts.virtualServices.find(({ metadata }) => metadata.name === name)
  return found ? turn.journal.latest(found) : null
}

/** Writes the routes where they are others, and says so in any case. */
function write(turn: Turn, virtualService: KubeObject, http: Routes, what: string): void {
  turn.journal.change('virtualservices', virtualService, 'spec', (latest) =>
    sameJson(listAt(latest, 'spec', 'http'), http) ? latest : withSpec(latest, { http }),
  )
  const { name } = virtualService.metadata
  turn.journal.tell(turn.object, 'Updated VirtualService', `VirtualService \`${name}\` ${what}`)
}

/** It says so, too, where there were none. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L1559 */
function removeRoutes(turn: Turn): void {
  const virtualService = virtualServiceOf(turn)
  if (virtualService === null) return
  const ofSteps = stepsOf(turn.rollout).flatMap(
    ({ setHeaderRoute, setMirrorRoute }) => setHeaderRoute?.name ?? setMirrorRoute?.name ?? [],
  )
  const before = listAt(virtualService, 'spec', 'http')
  const after = without(before, ...ofSteps, ...managed(turn))
  if (ofSteps.length > 0 || after.length < before.length)
    write(turn, virtualService, after, 'removed all managed routes.')
}

/** Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L812 */
const setRoute: Router['setRoute'] = (turn, step) => {
  const virtualService = virtualServiceOf(turn)
  if (virtualService === null) return
  const routes = listAt(virtualService, 'spec', 'http')
  const { setHeaderRoute, setMirrorRoute } = step
  if (setHeaderRoute) {
    const { name, removes } = setHeaderRoute
    const rest = without(routes, name)
    const next = removes
      ? rest
      : [...rest, headerRoute(turn, rest, objectAt(rawStep(turn), 'setHeaderRoute'))]
    write(turn, virtualService, ordered(turn, next), `set headerRoute '${name}'`)
  }
  if (setMirrorRoute) {
    const { name, removes } = setMirrorRoute
    const rest = without(routes, name)
    const next = removes
      ? rest
      : [mirrorRoute(turn, rest, objectAt(rawStep(turn), 'setMirrorRoute')), ...rest]
    write(turn, virtualService, ordered(turn, next), `set mirrorRoute '${name}'`)
  }
}

const rawStep = (turn: Turn): JsonObject =>
  objectAt(strategyOf(turn.object, 'canary'), 'steps', turn.status.currentStepIndex ?? 0)

/** Managed routes stand first, in the order in which the spec has them. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L1417 */
function ordered(turn: Turn, routes: Routes): Routes {
  const names = managed(turn)
  const first = names.flatMap((name) => routes.filter((route) => nameOf(route) === name))
  return [...first, ...without(routes, ...names)]
}

const port = (turn: Turn, routes: Routes): JsonObject => {
  const [index = -1] = weightedRoutes(turn, routes)
  const number = numberAt(routes[index], 'route', 0, 'destination', 'port', 'number')
  return number === 0 ? {} : { port: { number } }
}

function headerRoute(turn: Turn, routes: Routes, step: JsonObject): JsonObject {
  const destination = { host: servicesInRoles(turn).canary, ...port(turn, routes) }
  const match = listAt(step, 'match').map((one) => ({
    headers: { [textAt(one, 'headerName')]: objectAt(one, 'headerValue') },
  }))
  return { name: textAt(step, 'name'), match, route: [{ weight: 100, destination }] }
}

/** Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L1236 */
function mirrorRoute(turn: Turn, routes: Routes, step: JsonObject): JsonObject {
  const [index = -1] = weightedRoutes(turn, routes)
  // As Go leaves out what is 0.
  const route = listAt(routes[index], 'route').map((destination) => {
    const { weight, ...rest } = objectAt(destination)
    return weight === 0 || weight === undefined ? rest : { ...rest, weight }
  })
  const match = listAt(step, 'match').map((one) => {
    const { path, ...rest } = objectAt(one)
    return path === undefined ? rest : { ...rest, uri: path }
  })
  const mirror = { host: servicesInRoles(turn).canary, ...port(turn, routes) }
  const { percentage } = step
  return {
    name: textAt(step, 'name'),
    match,
    route,
    mirror,
    mirrorPercentage: { value: typeof percentage === 'number' ? percentage : 100 },
  }
}

/** Without Services of its own in the spec, it waits until all pods of both versions are there, or of the one that it goes back to. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L355 */
const waits: Router['waits'] = (turn, canaryHash, stableHash) => {
  const canary = canaryOf(turn)
  if (canary?.stableService || canary?.canaryService) return false
  const isLeft = turn.status.abort || leavingHash(turn) !== null
  const counted = isLeft ? [stableHash] : [stableHash, canaryHash]
  return turn.sets.some(
    (set) =>
      sizeOf(set) > 0 &&
      hashOf(set) !== '' &&
      counted.includes(hashOf(set)) &&
      countOf(set, 'availableReplicas') < sizeOf(set),
  )
}

/** Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L646 */
const setWeight: Router['setWeight'] = (turn, weight) => {
  const virtualService = virtualServiceOf(turn)
  if (virtualService === null)
    return `virtualservices.networking.istio.io "${textAt(routingOf(turn), 'istio', 'virtualService', 'name')}" not found`
  const before = listAt(virtualService, 'spec', 'http')
  const indexes = weightedRoutes(turn, before, mirrors(turn, before))
  const { stable, canary } = servicesInRoles(turn)
  const shares: Readonly<Record<string, number>> = { [canary]: weight, [stable]: Math.max(0, 100 - weight) }
  const after = before.map((route, index) => (indexes.includes(index) ? weighted(route, shares) : route))
  if (!sameJson(before, after)) {
    write(turn, virtualService, ordered(turn, after), `set to desiredWeight '${weight}'`)
  }
  return null
}

/** What goes neither to the stable nor to the new version is taken away. */
function weighted(route: Json, shares: Readonly<Record<string, number>>): Json {
  const destinations = listAt(route, 'route').flatMap((destination) => {
    const host = shortHost(destination)
    if (host === '') return [destination]
    const share = shares[host]
    const weight = numberAt(destination, 'weight')
    if (share === undefined) return weight === 0 ? [destination] : []
    return [weight === share ? destination : { ...objectAt(destination), weight: share }]
  })
  return { ...objectAt(route), route: destinations }
}

/** The mesh's VirtualService, of which the HTTP routes to Services are written. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L25 */
export const istio: Router = { removeRoutes, setRoute, waits, setWeight }

/** The Service of a destination, without its namespace. */
export const shortHost = (destination: Json): string =>
  textAt(destination, 'destination', 'host').split('.')[0] ?? ''

/** The mirrors among the managed routes have weights, too. */
const mirrors = (turn: Turn, routes: Routes): readonly string[] =>
  routes
    .filter((route) => isJsonObject(objectAt(route).mirror) && managed(turn).includes(nameOf(route)))
    .map(nameOf)

/** Where the routes stand whose weights are written: those that the spec names, else the only one or the one without a name. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/istio/istio.go#L960 */
export function weightedRoutes(turn: Turn, routes: Routes, more: readonly string[] = []): readonly number[] {
  const names = [...listAt(routingOf(turn), 'istio', 'virtualService', 'routes').map(String), ...more]
  if (names.length > 0) {
    const indexes = names.map((name) => routes.findIndex((route) => nameOf(route) === name))
    return indexes.includes(-1) ? [] : indexes
  }
  if (routes.length === 1) return [0]
  const index = routes.findIndex((route) => nameOf(route) === '')
  return index === -1 ? [] : [index]
}
