import type { Meta, ReplicaSet, Service, Uid } from '../../rollouts/model.ts'
import { hashLabel } from '../../rollouts/revision.ts'
import { selects } from '../../services/selector.ts'
import { type Owned, ownerUids, type World } from '../world.ts'

type Labels = Readonly<Record<string, string>>

const pairWord = (kind: 'labelled' | 'selects', namespace: string, [key, value]: readonly [string, string]) =>
  `${kind} ${namespace}/${key}=${value}`

/** The words under which what bears these labels is found by a Service. */
export const labelled = ({ namespace }: Meta, labels: Labels): readonly string[] =>
  Object.entries(labels).map((pair) => pairWord('labelled', namespace, pair))

/** The one pair of a selector under which its Service is found: the hash that a controller adds is the rarest there is. */
export const leadOf = (selector: Labels): readonly [string, string] | undefined => {
  const pairs = Object.entries(selector)
  return pairs.find(([key]) => key === hashLabel) ?? pairs[0]
}

/** The word under which a Service is found by the labels that it selects; none for one that selects nothing. */
export function selectsWords({ meta, selector }: Service): readonly string[] {
  const lead = leadOf(selector)
  return lead === undefined ? [] : [pairWord('selects', meta.namespace, lead)]
}

/** The word under which what a Service may select is found; undefined for one that selects nothing. */
export function soughtBy({ meta, selector }: Service): string | undefined {
  const lead = leadOf(selector)
  return lead && pairWord('labelled', meta.namespace, lead)
}

/** Whether a ReplicaSet has pods, or is about to. */
export const running = (replicaSet: ReplicaSet): boolean =>
  (replicaSet.replicas ?? 1) > 0 || replicaSet.status.replicas > 0

/** The Services that select these labels. */
export const selecting = ({ services }: World, namespace: string, labels: Labels): readonly Service[] =>
  Object.entries(labels)
    .flatMap((pair) => services.under(pairWord('selects', namespace, pair)))
    .filter(({ selector }) => selects(selector, labels))

/** The Services behind which the pods of a workload stand, or could. */
export const servicesBefore = ({ meta }: Owned, template: Labels, world: World): readonly Service[] => [
  ...selecting(world, meta.namespace, template),
  ...world.replicasets
    .under(meta.uid)
    .filter(running)
    .flatMap((replicaSet) => selecting(world, meta.namespace, replicaSet.meta.labels)),
]

/** The names of these Services, each once. */
export const namesOf = (services: readonly Service[]): readonly string[] =>
  [...new Set(services.map(({ meta }) => meta.name))].sort()

/** The uids of the workloads whose pods stand behind a Service, or could. */
export function workloadsBehind(service: Service, world: World): readonly Uid[] {
  const word = soughtBy(service)
  if (word === undefined) return []
  const { selector } = service
  const told = [
    ...world.rollouts.under(word).map(({ meta, spec }) => ({ meta, labels: spec.template?.labels ?? {} })),
    ...world.deployments.under(word).map(({ meta, template }) => ({ meta, labels: template.labels })),
  ]
  return [
    ...told.filter(({ labels }) => selects(selector, labels)).map(({ meta }) => meta.uid),
    ...world.replicasets
      .under(word)
      .filter(({ meta }) => selects(selector, meta.labels))
      .flatMap(ownerUids),
  ]
}
