import { isJsonObject, type Json } from './json.ts'
import type { ResourceName } from './kinds.ts'
import type { NewObject } from './object.ts'
import { saidAt } from './said-at.ts'

/** Where in an object something is said that a cluster would heed and the demo only keeps, and what the demo does not do. */
type Kept = readonly [path: string, what: string, when?: (value: Json | undefined) => boolean]

const is =
  (wanted: Json) =>
  (value: Json | undefined): boolean =>
    value === wanted

/** An object without fields asks for nothing. */
const says = (value: Json | undefined): boolean => !isJsonObject(value) || Object.keys(value).length > 0

const nodes = 'choose between nodes'

// Probes, resources and tolerations are not among them: where all goes well, pods come to the same without them.
const ofPods: readonly Kept[] = [
  ['initContainers', 'run init containers'],
  ['containers[].lifecycle', 'run the hooks of containers'],
  ['volumes', 'mount volumes'],
  ['nodeSelector', nodes],
  ['affinity', nodes],
  ['topologySpreadConstraints', nodes],
  ['schedulingGates', 'hold pods back from their node'],
  ['readinessGates', 'wait for the readiness that others report'],
]

const below = (path: string): readonly Kept[] =>
  ofPods.map(([field, what]): Kept => [`${path}.${field}`, what])

const ofTemplates = below('spec.template.spec')

const kept: Partial<Record<ResourceName, readonly Kept[]>> = {
  pods: below('spec'),
  replicasets: ofTemplates,
  deployments: ofTemplates,
  rollouts: ofTemplates,
  experiments: below('spec.templates[].template.spec'),
  services: [
    ['spec.type', 'give a Service of type LoadBalancer an address outside', is('LoadBalancer')],
    ['spec.type', 'open the ports of a Service of type NodePort on a node', is('NodePort')],
    ['spec.type', 'resolve the name that a Service of type ExternalName leads to', is('ExternalName')],
    ['spec.sessionAffinity', 'keep a client at one pod', is('ClientIP')],
    ['spec.publishNotReadyAddresses', 'send requests to pods that are not ready', is(true)],
  ],
}

/** What is kept of an object and not heeded, a sentence for each; of one that is changed only what was not there before. */
export function notHeeded(
  resource: ResourceName,
  object: NewObject,
  stored: NewObject | null = null,
): readonly string[] {
  const before = new Set(stored === null ? [] : notHeeded(resource, stored))
  return (kept[resource] ?? [])
    .flatMap(([path, what, when = says]) =>
      saidAt(object, path, when).map((field) => `${field}: the demo does not ${what}`),
    )
    .filter((sentence) => !before.has(sentence))
}
