import type { Clock } from '../../clock.ts'
import type { StoreEvent } from '../../objects/history.ts'
import { isHeeded } from '../../objects/instance.ts'
import { objectAt, textAt } from '../../objects/json.ts'
import type { Store } from '../../objects/store.ts'
import { annotationOf } from '../facts.ts'
import type { Controller } from '../loop.ts'
import { controlledBy, controllerKeys, keyOf, objectAtKey } from '../owners.ts'
import { servicesOf } from '../service/controller.ts'
import type { Write } from '../writes.ts'
import { reconcileRollout } from './reconcile.ts'
import { canaryIngressName, INGRESS_CLASS } from './routing/nginx.ts'
import { selectorHash } from './services.ts'
import { strategyOf } from './status.ts'
import type { RolloutParts } from './turn.ts'
import { generationNoted, workloadOf } from './workload.ts'

/** The controller of Rollouts. */
export function rolloutController(store: Store, clock: Clock): Controller {
  return {
    name: 'rollouts-controller',
    latency: 5,
    keysOf: (event) => keysOf(store, event),
    onHearing: (event) => [...farewell(event), ...workloadHeard(store, event)],
    reconcile: (key) => {
      const parts = partsOf(store, key)
      return parts && isHeeded(parts.rollout)
        ? reconcileRollout(parts, clock.now())
        : { writes: [], again: null }
    },
  }
}

/** Mirrors argo-rollouts@v1.10.1 rollout/controller.go#L281 */
function farewell({ type, resource, object }: StoreEvent): readonly Write[] {
  if (type !== 'DELETED' || resource !== 'rollouts' || !isHeeded(object)) return []
  const { name, namespace } = object.metadata
  const message = `Rollout ${name}/${namespace} is deleted.`
  return [{ do: 'tell', about: object, type: 'Normal', reason: 'RolloutDeleted', message }]
}

function workloadHeard(store: Store, { resource, object }: StoreEvent): readonly Write[] {
  if (resource !== 'deployments') return []
  return generationNoted(object, store.list('rollouts', object.metadata.namespace ?? null).filter(isHeeded))
}

function keysOf(store: Store, event: StoreEvent): readonly string[] {
  const { type, resource, object } = event
  if (resource === 'rollouts') return type === 'DELETED' ? [] : [keyOf(object)]
  if (resource === 'replicasets' || resource === 'analysisruns' || resource === 'experiments')
    return controllerKeys(object, 'Rollout')
  if (resource === 'ingresses' || resource === 'virtualservices') return routedBy(store, event)
  // Of a Service that no Rollout has switched nobody hears: an invalid Rollout that waits for it looks again by itself.
  if (resource !== 'services' || selectorHash(object) === '') return []
  const service = keyOf(object)
  return store
    .list('rollouts', object.metadata.namespace ?? null)
    .filter((rollout) => servicesOf(rollout).includes(service))
    .map(keyOf)
}

/** Of an Ingress it hears where that is nginx's and is there. Mirrors argo-rollouts@v1.10.1 ingress/ingress.go#L112, rollout/trafficrouting/istio/controller.go#L218 */
function routedBy(store: Store, { type, resource, object }: StoreEvent): readonly string[] {
  const { name, namespace = null } = object.metadata
  const ofNginx =
    (annotationOf(object, INGRESS_CLASS) ?? textAt(object, 'spec', 'ingressClassName')) === 'nginx'
  if (resource === 'ingresses' && (type === 'DELETED' || !ofNginx)) return []
  return store
    .list('rollouts', namespace)
    .filter((rollout) => {
      const routing = objectAt(strategyOf(rollout, 'canary'), 'trafficRouting')
      if (resource === 'virtualservices') return textAt(routing, 'istio', 'virtualService', 'name') === name
      const stable = textAt(routing, 'nginx', 'stableIngress')
      return stable !== '' && [stable, canaryIngressName(rollout.metadata.name, stable)].includes(name)
    })
    .map(keyOf)
}

/** The Rollout and all that its controller looks at; null when it is gone. */
export function partsOf(store: Store, key: string): RolloutParts | null {
  const rollout = objectAtKey(store, 'rollouts', key)
  if (rollout === undefined) return null
  const namespace = rollout.metadata.namespace ?? null
  const replicaSets = controlledBy(store, 'replicasets', rollout)
  return {
    rollout,
    workload: workloadOf(store, rollout),
    replicaSets,
    pods: replicaSets.flatMap((set) => controlledBy(store, 'pods', set)),
    services: store.list('services', namespace),
    ingresses: store.list('ingresses', namespace),
    virtualServices: store.list('virtualservices', namespace),
    analysisRuns: controlledBy(store, 'analysisruns', rollout),
    experiments: controlledBy(store, 'experiments', rollout),
    analysisTemplates: [
      ...store.list('analysistemplates', namespace),
      ...store.list('clusteranalysistemplates'),
    ].filter(isHeeded),
  }
}
