import type { Resource } from '../cluster/source.ts'

interface Group {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
}

const core: Group = { group: '', version: 'v1' }
const apps: Group = { group: 'apps', version: 'v1' }
const discovery: Group = { group: 'discovery.k8s.io', version: 'v1' }
const argo: Group = { group: 'argoproj.io', version: 'v1alpha1' }

const groups: Record<Resource, Group> = {
  rollouts: argo,
  analysisruns: argo,
  experiments: argo,
  replicasets: apps,
  deployments: apps,
  pods: core,
  services: core,
  endpointslices: discovery,
}

/** The API path of a resource's list, in one namespace or (`null`) in all; every segment is encoded. */
export function listPath(resource: Resource, namespace: string | null): string {
  const { group, version } = groups[resource]
  const root = group === '' ? ['api', version] : ['apis', group, version]
  const scope = namespace === null ? [] : ['namespaces', namespace]
  return joinPath([...root, ...scope, resource])
}

/** Joins and encodes path segments, so that no name leads anywhere but to the object of that name. */
export function joinPath(segments: readonly string[]): string {
  return segments.map((segment) => `/${encodeSegment(segment)}`).join('')
}

// A URL swallows `.` and `..` even when they are encoded once. Encoded twice they reach the API server as a name that
// no object can have.
function encodeSegment(segment: string): string {
  return /^\.{1,2}$/.test(segment) ? segment.replaceAll('.', '%252E') : encodeURIComponent(segment)
}

/** The API group of a resource; empty for the core group. */
export function groupOf(resource: Resource): string {
  return groups[resource].group
}

/** The resource as kubectl names it: `pods`, `replicasets.apps`, `rollouts.argoproj.io`. */
export function qualifiedName(resource: Resource): string {
  const { group } = groups[resource]
  return group === '' ? resource : `${resource}.${group}`
}

/** `in all namespaces` or `in namespace shop`, for sentences. */
export function scopeWords(namespace: string | null): string {
  return namespace === null ? 'in all namespaces' : `in namespace ${namespace}`
}
