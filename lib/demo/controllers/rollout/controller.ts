import type { Clock } from '../../clock.ts'
import type { StoreEvent } from '../../objects/history.ts'
import type { Store } from '../../objects/store.ts'
import type { Controller } from '../loop.ts'
import { controlledBy, controllerKeys, keyOf, objectAtKey } from '../owners.ts'
import { servicesOf } from '../service/controller.ts'
import type { Write } from '../writes.ts'
import { reconcileRollout } from './reconcile.ts'
import { selectorHash } from './services.ts'
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
      return parts ? reconcileRollout(parts, clock.now()) : { writes: [], again: null }
    },
  }
}

/** Mirrors argo-rollouts@v1.10.1 rollout/controller.go#L281 */
function farewell({ type, resource, object }: StoreEvent): readonly Write[] {
  if (type !== 'DELETED' || resource !== 'rollouts') return []
  const { name, namespace } = object.metadata
  const message = `Rollout ${name}/${namespace} is deleted.`
  return [{ do: 'tell', about: object, type: 'Normal', reason: 'RolloutDeleted', message }]
}

function workloadHeard(store: Store, { resource, object }: StoreEvent): readonly Write[] {
  if (resource !== 'deployments') return []
  return generationNoted(object, store.list('rollouts', object.metadata.namespace ?? null))
}

function keysOf(store: Store, { type, resource, object }: StoreEvent): readonly string[] {
  if (resource === 'rollouts') return type === 'DELETED' ? [] : [keyOf(object)]
  if (resource === 'replicasets' || resource === 'analysisruns' || resource === 'experiments')
    return controllerKeys(object, 'Rollout')
  // Of a Service that no Rollout has switched nobody hears: an invalid Rollout that waits for it looks again by itself.
  if (resource !== 'services' || selectorHash(object) === '') return []
  const service = keyOf(object)
  return store
    .list('rollouts', object.metadata.namespace ?? null)
    .filter((rollout) => servicesOf(rollout).includes(service))
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
    analysisRuns: controlledBy(store, 'analysisruns', rollout),
    experiments: controlledBy(store, 'experiments', rollout),
    analysisTemplates: [
      ...store.list('analysistemplates', namespace),
      ...store.list('clusteranalysistemplates'),
    ],
  }
}
