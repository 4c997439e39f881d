import type { Clock } from '../../clock.ts'
import type { Store } from '../../objects/store.ts'
import type { Controller } from '../loop.ts'
import { controlledBy, controllerKeys, keyOf, objectAtKey } from '../owners.ts'
import { reconcileDeployment } from './reconcile.ts'

/** The controller of Deployments. */
export function deploymentController(store: Store, clock: Clock): Controller {
  return {
    name: 'deployment-controller',
    latency: 5,
    keysOf: ({ type, resource, object }) => {
      if (resource === 'deployments') return type === 'DELETED' ? [] : [keyOf(object)]
      if (resource === 'replicasets') return controllerKeys(object, 'Deployment')
      // A Recreate waits for the last old pod to be gone.
      if (resource !== 'pods' || type !== 'DELETED') return []
      const [set] = controllerKeys(object, 'ReplicaSet')
      const owner = set === undefined ? undefined : objectAtKey(store, 'replicasets', set)
      return owner ? controllerKeys(owner, 'Deployment') : []
    },
    reconcile: (key) => {
      const deployment = objectAtKey(store, 'deployments', key)
      if (deployment === undefined) return { writes: [], again: null }
      const replicaSets = controlledBy(store, 'replicasets', deployment)
      const pods = replicaSets.flatMap((set) => controlledBy(store, 'pods', set))
      return reconcileDeployment({ deployment, replicaSets, pods }, clock.now())
    },
  }
}
