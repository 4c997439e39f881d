import type { Resource } from '../cluster/source.ts'
import { colorVariable } from '../rollouts/color.ts'
import { isRecord } from './json.ts'

type Fields = Readonly<Record<string, unknown>>

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * The object without what the cockpit never reads: managedFields and last-applied of all, of pods, pod templates and
 * Services also the larger part of the spec. What is not shaped as expected passes as it is; never throws.
 */
export function slim(resource: Resource, object: unknown): unknown {
  if (!isRecord(object)) return object
  const lean = { ...object, ...slimMetadata(object) }
  switch (resource) {
    case 'pods':
      return { ...lean, ...within(lean, 'spec', slimPodSpec), ...within(lean, 'status', slimPodStatus) }
    case 'replicasets':
    case 'deployments':
      return { ...lean, ...within(lean, 'spec', slimWorkloadSpec) }
    case 'services':
      return { ...pick(lean, ['apiVersion', 'kind', 'metadata']), ...within(lean, 'spec', slimServiceSpec) }
    case 'endpointslices':
      return { ...lean, ...slimEndpoints(lean) }
    case 'rollouts':
    case 'analysisruns':
    case 'experiments':
      return lean
  }
}

function slimMetadata(object: Fields): Fields {
  return within(object, 'metadata', (metadata) => {
    const { managedFields: _, ...rest } = metadata
    return {
      ...rest,
      ...within(rest, 'annotations', (annotations) => {
        const { [lastApplied]: _, ...others } = annotations
        return others
      }),
    }
  })
}

function slimPodSpec(spec: Fields): Fields {
  return {
    ...pick(spec, ['nodeName', 'readinessGates', 'restartPolicy']),
    ...slimContainers(spec),
  }
}

const slimContainer = (container: Fields) => pick(container, ['name', 'image', 'restartPolicy'])

/** Of all that a container is told its colour alone is kept. */
function slimTemplateContainer(container: Fields): Fields {
  const env = Array.isArray(container.env) ? container.env.filter(isRecord) : []
  const color = env.filter(({ name }) => name === colorVariable)
  return { ...slimContainer(container), ...(color.length > 0 && { env: color }) }
}

function slimContainers(spec: Fields, slimOne = slimContainer): Fields {
  const slimmed: Record<string, unknown> = {}
  for (const list of ['containers', 'initContainers']) {
    const containers = spec[list]
    if (!(list in spec)) continue
    slimmed[list] = Array.isArray(containers)
      ? containers.map((container) => (isRecord(container) ? slimOne(container) : container))
      : containers
  }
  return slimmed
}

const statusWeight = ['resources', 'allocatedResources', 'allocatedResourcesStatus', 'volumeMounts', 'user']

function slimPodStatus(status: Fields): Fields {
  const slimmed: Record<string, unknown> = { ...status }
  for (const list of ['containerStatuses', 'initContainerStatuses']) {
    const statuses = status[list]
    if (Array.isArray(statuses)) {
      slimmed[list] = statuses.map((one) => (isRecord(one) ? omit(one, statusWeight) : one))
    }
  }
  return slimmed
}

function slimWorkloadSpec(spec: Fields): Fields {
  return {
    ...spec,
    ...within(spec, 'template', (template) => ({
      ...template,
      ...within(template, 'spec', (one) => slimContainers(one, slimTemplateContainer)),
    })),
  }
}

function slimServiceSpec(spec: Fields): Fields {
  return pick(spec, [
    'selector',
    'ports',
    'type',
    'clusterIP',
    'externalName',
    'sessionAffinity',
    'sessionAffinityConfig',
    'publishNotReadyAddresses',
  ])
}

function slimEndpoints(slice: Fields): Fields {
  const { endpoints } = slice
  if (!Array.isArray(endpoints)) return {}
  const slimmed = endpoints.map((one) =>
    isRecord(one) ? pick(one, ['addresses', 'conditions', 'targetRef', 'nodeName']) : one,
  )
  return { endpoints: slimmed }
}

// The changed field, or nothing where it is not an object.
function within(object: Fields, key: string, change: (value: Fields) => Fields): Fields {
  if (!(key in object)) return {}
  const value = object[key]
  return { [key]: isRecord(value) ? change(value) : value }
}

function pick(object: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)))
}

function omit(object: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
}
