import type { Clock } from '../../clock.ts'
import type { Store } from '../../objects/store.ts'
import type { Controller } from '../loop.ts'
import { controlledBy, controllerKeys, keyOf, objectAtKey } from '../owners.ts'
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
      return reconcileReplicaSet({ replicaSet, pods }, clock.now(), suffix)
    },
  }
}
