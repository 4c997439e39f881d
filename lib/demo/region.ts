import type { StoreEvent } from './objects/history.ts'
import type { ResourceName } from './objects/kinds.ts'
import type { KubeObject } from './objects/object.ts'
import type { Store } from './objects/store.ts'

/** Whether a namespace is meant; null stands for what is in none. */
export type Sees = (namespace: string | null) => boolean

/** The namespace that an object is in; a Namespace is in itself. */
const placeOf = (resource: ResourceName, { metadata }: KubeObject): string | null =>
  resource === 'namespaces' ? metadata.name : (metadata.namespace ?? null)

/**
 * The store as those see it who care for some namespaces only: what is in no namespace is seen by all and ages with those that
 * see null. Writes go where they are meant to go.
 */
export function storeWithin(store: Store, sees: Sees): Store {
  const told = ({ resource, object }: StoreEvent) => {
    const place = placeOf(resource, object)
    return place === null || sees(place)
  }
  return {
    ...store,
    list: (resource, namespace = null) =>
      namespace === null
        ? store
            .list(resource)
            .filter((object) => object.metadata.namespace === undefined || sees(object.metadata.namespace))
        : store.list(resource, namespace),
    subscribe: (listener) =>
      store.subscribe((event) => {
        if (told(event)) listener(event)
      }),
    age: (ms) => store.age(ms, (resource, object) => sees(placeOf(resource, object))),
  }
}
