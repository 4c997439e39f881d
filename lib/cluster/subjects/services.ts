import type { Meta, Pod, ReplicaSet, Service } from '../../rollouts/model.ts'
import { hashLabel } from '../../rollouts/revision.ts'
import { inFleet } from '../../services/ab.ts'
import { toServiceDetail } from '../../services/detail.ts'
import type { ServiceGraph } from '../../services/model.ts'
import { originKeyOf } from '../../services/owner.ts'
import { selects } from '../../services/selector.ts'
import { ownedIn, ownerUids, type World } from '../world.ts'
import { labelled, leadOf, running, selecting, selectsWords, servicesBefore, soughtBy } from './selection.ts'
import type { At, Subject } from './subject.ts'

type Owned = { readonly meta: Meta }

const sliceWord = (namespace: string, service: string) => `slices of ${namespace}/${service}`
const ofReplicaSet = ({ meta }: Owned) => meta.owners.some(({ kind }) => kind === 'ReplicaSet')

/** A Service joined with everything its picture needs; undefined where there is none. */
export function serviceGraph(
  world: World,
  { namespace, name }: At,
  known: boolean,
): ServiceGraph | undefined {
  const service = world.services.find(namespace, name)
  if (service === undefined) return undefined
  const slices = world.endpointslices.under(sliceWord(namespace, name)).toSorted(byName)
  const selected = selectedPods(world, service)
  const pods = new Map(selected.map((pod) => [pod.meta.uid, pod]))
  for (const { target } of slices.flatMap(({ endpoints }) => endpoints)) {
    const pod = target?.kind === 'Pod' ? world.pods.get(target.uid) : undefined
    if (pod !== undefined) pods.set(pod.meta.uid, pod)
  }
  const replicaSets = new Map<string, ReplicaSet>()
  const add = (replicaSet: ReplicaSet | undefined) =>
    replicaSet && replicaSets.set(replicaSet.meta.uid, replicaSet)
  for (const pod of pods.values()) for (const uid of ownerUids(pod)) add(world.replicasets.get(uid))
  for (const replicaSet of idleReplicaSets(world, service)) add(replicaSet)
  const owners = new Set([...replicaSets.values()].flatMap(ownerUids))
  return {
    service,
    slices: known ? slices : null,
    pods: [...pods.values()].sort(byName),
    replicaSets: [...replicaSets.values()].sort(byName),
    rollouts: [...owners].flatMap((uid) => world.rollouts.get(uid) ?? []).sort(byName),
    deployments: [...owners].flatMap((uid) => world.deployments.get(uid) ?? []).sort(byName),
  }
}

function selectedPods(world: World, service: Service): readonly Pod[] {
  const { selector } = service
  const word = soughtBy(service)
  if (word === undefined) return []
  const replicaSets = world.replicasets.under(word).filter((one) => selects(selector, one.meta.labels))
  return [
    ...ownedIn(
      world.pods,
      replicaSets.map((one) => one.meta.uid),
    ),
    ...world.pods.under(word),
  ].filter((pod) => selects(selector, pod.meta.labels))
}

/** Of workloads that are scaled to nothing, where their pods would stand behind the Service. */
function idleReplicaSets(world: World, service: Service): readonly ReplicaSet[] {
  const word = soughtBy(service)
  // A Service of one revision is not waiting for others.
  if (word === undefined || leadOf(service.selector)?.[0] === hashLabel) return []
  const workloads = [...world.deployments.under(word), ...world.rollouts.under(word)]
  return workloads
    .map(({ meta: of }) => world.replicasets.under(of.uid))
    .filter((own) => !own.some(running))
    .flat()
}

const byName = (a: Owned, b: Owned) => (a.meta.name < b.meta.name ? -1 : a.meta.name > b.meta.name ? 1 : 0)

/** Whether its pods are of several makers or revisions: what is not, has no place in the fleet, and need not be drawn to know it. */
const mixed = ({ pods }: ServiceGraph) => new Set(pods.map(originKeyOf)).size > 1

/** Services, whose pages tell who is behind them. Those of several workloads or revisions are rows of the fleet. */
export const serviceSubject: Subject = {
  resource: 'services',
  words: {
    services: selectsWords,
    endpointslices: ({ meta, service }) => [sliceWord(meta.namespace, service)],
    // The pods of a ReplicaSet are found by it: there are many, and they all bear its labels.
    pods: (pod) => (ofReplicaSet(pod) ? [] : labelled(pod.meta, pod.meta.labels)),
    replicasets: (one) => (running(one) ? labelled(one.meta, one.meta.labels) : []),
    deployments: ({ meta, template }) => labelled(meta, template.labels),
    rollouts: ({ meta, spec }) => labelled(meta, spec.template?.labels ?? {}),
  },
  reaches: {
    endpointslices: ({ meta, service }, { services }) => {
      const found = services.find(meta.namespace, service)
      return found === undefined ? [] : [found]
    },
    pods: ({ meta }, world) => selecting(world, meta.namespace, meta.labels),
    replicasets: ({ meta }, world) => selecting(world, meta.namespace, meta.labels),
    deployments: (one, world) => servicesBefore(one, one.template.labels, world),
    rollouts: (one, world) => servicesBefore(one, one.spec.template?.labels ?? {}, world),
  },
  draw(world, at, knows) {
    const graph = serviceGraph(world, at, knows('endpointslices') === true)
    if (graph === undefined) return null
    let drawn: ReturnType<typeof toServiceDetail> | null = null
    const detail = () => {
      drawn ??= toServiceDetail(graph)
      return drawn
    }
    return {
      // Most Services have neither a reader nor a row: their pictures are not drawn.
      get detail() {
        return detail()
      },
      row: mixed(graph) && inFleet(detail().variants) ? detail().row : null,
    }
  },
}
