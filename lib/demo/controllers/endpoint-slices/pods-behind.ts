import { at, listAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import type { Store } from '../../objects/store.ts'

/** The pods that take a Service's requests, as its EndpointSlices have them. */
export function podsBehind(store: Store, { metadata }: KubeObject): readonly KubeObject[] {
  const namespace = metadata.namespace ?? ''
  return store
    .list('endpointslices', namespace)
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name)
    .flatMap((slice) => listAt(slice, 'endpoints'))
    .filter((endpoint) => at(endpoint, 'conditions', 'ready') !== false)
    .flatMap((endpoint) => store.get('pods', namespace, textAt(endpoint, 'targetRef', 'name')) ?? [])
}
