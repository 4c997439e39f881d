import type { Json, JsonObject } from '../../objects/json.ts'
import { at, isJsonObject, listAt, numberAt, objectAt, sameJson, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { controllerReference } from '../facts.ts'
import { isPodReady } from '../pod-facts.ts'
import { createJournal, type Outcome } from '../writes.ts'

/** A Service, the pods of its namespace and the slices that are already there. */
export interface ServiceParts {
  readonly service: KubeObject
  readonly pods: readonly KubeObject[]
  readonly slices: readonly KubeObject[]
}

/** Whether a pod's labels match a Service's selector; a Service without one selects nothing. */
export function isSelected(service: KubeObject, pod: KubeObject): boolean {
  const wanted = Object.entries(objectAt(service, 'spec', 'selector'))
  const labels = objectAt(pod, 'metadata', 'labels')
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
}

/**
 * Keeps the one EndpointSlice of a Service as its pods are; `suffix` ends the name of a new one.
 * Mirrors k8s.io/endpointslice@v0.36.3 reconciler.go#L103
 */
export function reconcileService({ service, pods, slices }: ServiceParts, suffix: () => string): Outcome {
  const journal = createJournal()
  if (Object.keys(objectAt(service, 'spec', 'selector')).length === 0) return journal.outcome()
  const selected = pods.filter((pod) => isSelected(service, pod) && hasAddress(pod))
  const content = {
    addressType: 'IPv4',
    endpoints: selected.map(endpointOf),
    ports: selected.length === 0 ? null : portsOf(service, selected[0] ?? null),
  }
  const [slice] = slices
  if (slice === undefined) {
    const { name, namespace } = service.metadata
    journal.create('endpointslices', {
      metadata: {
        name: `${name}-${suffix()}`,
        generateName: `${name}-`,
        ...(namespace === undefined ? {} : { namespace }),
        labels: {
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
          'kubernetes.io/service-name': name,
        },
        ownerReferences: [controllerReference(service)],
      },
      ...content,
    })
  } else if (
    !sameJson(content, { addressType: 'IPv4', endpoints: slice.endpoints ?? [], ports: slice.ports ?? null })
  ) {
    journal.change('endpointslices', slice, 'spec', (latest) => ({ ...latest, ...content }))
  }
  return journal.outcome()
}

const hasAddress = (pod: KubeObject): boolean =>
  textAt(pod, 'status', 'podIP') !== '' && !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase'))

function endpointOf(pod: KubeObject): JsonObject {
  const { name, namespace = '', uid, deletionTimestamp } = pod.metadata
  const serving = isPodReady(pod)
  const terminating = deletionTimestamp !== undefined
  return {
    addresses: [textAt(pod, 'status', 'podIP')],
    conditions: { ready: serving && !terminating, serving, terminating },
    nodeName: textAt(pod, 'spec', 'nodeName'),
    targetRef: { kind: 'Pod', namespace, name, uid },
  }
}

/** The Service's ports as the pods have them: a name stands for the number of the container's port. */
function portsOf(service: KubeObject, pod: Json): readonly JsonObject[] {
  const named = listAt(pod, 'spec', 'containers')
    .flatMap((container) => listAt(container, 'ports'))
    .filter(isJsonObject)
  return listAt(service, 'spec', 'ports')
    .filter(isJsonObject)
    .map((port) => {
      const target = at(port, 'targetPort') ?? at(port, 'port')
      const found = named.find((one) => textAt(one, 'name') === target)
      const number = typeof target === 'number' ? target : numberAt(found ?? null, 'containerPort')
      return { name: textAt(port, 'name'), port: number, protocol: textAt(port, 'protocol') || 'TCP' }
    })
}
