import type { StoreEvent } from '../../objects/history.ts'
import type { Store } from '../../objects/store.ts'
import type { Controller } from '../loop.ts'
import { controlledBy, controllerKeys, keyOf, objectAtKey } from '../owners.ts'
import { isSelected, reconcileService } from './reconcile.ts'

/** The controller that joins Services with ready pods; `suffix` ends the names of new slices. */
export function endpointSliceController(store: Store, suffix: () => string): Controller {
  return {
    name: 'endpoint-slice-controller',
    latency: 10,
    keysOf: (event) => keysOf(store, event),
    reconcile: (key) => {
      const service = objectAtKey(store, 'services', key)
      if (service === undefined) return { writes: [], again: null }
      const pods = store.list('pods', service.metadata.namespace ?? null)
      const slices = controlledBy(store, 'endpointslices', service)
      return reconcileService({ service, pods, slices }, suffix)
    },
  }
}

function keysOf(store: Store, { type, resource, object, previous }: StoreEvent): readonly string[] {
  if (resource === 'services') return type === 'DELETED' ? [] : [keyOf(object)]
  if (resource === 'endpointslices') return controllerKeys(object, 'Service')
  if (resource !== 'pods') return []
  return store
    .list('services', object.metadata.namespace ?? null)
    .filter((service) => isSelected(service, object) || (previous !== null && isSelected(service, previous)))
    .map(keyOf)
}
