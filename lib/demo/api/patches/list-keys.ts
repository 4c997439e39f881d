import type { ResourceName } from '../../objects/kinds.ts'

/** By which fields the entries of a list are told apart; a list of texts is a set; everything else is replaced whole. */
export type ListKeys = readonly string[] | 'set' | null

const byField: Readonly<Record<string, ListKeys>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  finalizers: 'set',
}

/** How the list in a field of a kind is merged; the lists of custom resources are replaced whole, as without a list type. */
export function listKeysOf(resource: ResourceName, custom: boolean, path: readonly string[]): ListKeys {
  const field = path.at(-1) ?? ''
  if (path[0] === 'metadata' && path.length === 2) return ownKey(field)
  if (custom) return null
  if (field === 'ports') return [resource === 'services' ? 'port' : 'containerPort', 'protocol']
  return ownKey(field)
}

const ownKey = (field: string): ListKeys => (Object.hasOwn(byField, field) ? (byField[field] ?? null) : null)
