import type { Clock } from '../../clock.ts'
import type { Store } from '../../objects/store.ts'
import { annotationOf } from '../facts.ts'
import type { Controller } from '../loop.ts'
import { controlledBy, controllerKeys, keyOf, objectAtKey } from '../owners.ts'
import type { Quota } from './quota.ts'
import { reconcileReplicaSet } from './reconcile.ts'

/** The controller of ReplicaSets; `suffix` answers five new letters for each pod's name. */
export function replicaSetController(store: Store, clock: Clock, suffix: () => string): Controller {
  return {
    name: 'replicaset-controller',
    latency: 10,
    keysOf: ({ type, resource, object }) => {
      if (resource === 'pods') return controllerKeys(object, 'ReplicaSet')
      return resource === 'replicasets' && type !== 'DELETED' ? [keyOf(object)] : []
    },
    reconcile: (key) => {
      const replicaSet = objectAtKey(store, 'replicasets', key)
      if (replicaSet === undefined) return { writes: [], again: null }
      const pods = controlledBy(store, 'pods', replicaSet)
      const quota = quotaOf(store, replicaSet.metadata.namespace ?? null)
      return reconcileReplicaSet({ replicaSet, pods, quota }, clock.now(), suffix)
    },
  }
}

/** The demo has no ResourceQuotas: the annotation `cockpit.test/pod-quota` of a Namespace stands for one of pods. */
function quotaOf(store: Store, namespace: string | null): Quota | null {
  const place = namespace === null ? undefined : store.get('namespaces', null, namespace)
  const most = place && annotationOf(place, 'cockpit.test/pod-quota')
  if (!most || !/^\d+$/.test(most)) return null
  return { most: Number(most), used: store.list('pods', namespace).length }
}
