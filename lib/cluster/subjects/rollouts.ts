import { toRolloutDetail } from '../../rollouts/detail.ts'
import type { Rollout, RolloutGraph } from '../../rollouts/model.ts'
import type { RolloutDetail } from '../../rollouts/view.ts'
import { type Owned, ownedIn, ownerUids, type World } from '../world.ts'
import { namesOf, servicesBefore, workloadsBehind } from './selection.ts'
import type { At, Knows, Subject } from './subject.ts'

const serviceWord = (namespace: string, name: string) => `service ${namespace}/${name}`
const workloadWord = (namespace: string, name: string) => `deployment ${namespace}/${name}`

/** The names of the Services that a Rollout's strategy speaks of, each once. */
function servicesOf({ spec: { strategy } }: Rollout): readonly string[] {
  const names: readonly (string | null | undefined)[] =
    strategy.type === 'Canary'
      ? [
          strategy.canary.stableService,
          strategy.canary.canaryService,
          strategy.canary.pingPong?.pingService,
          strategy.canary.pingPong?.pongService,
        ]
      : strategy.type === 'BlueGreen'
        ? [strategy.blueGreen.activeService, strategy.blueGreen.previewService]
        : []
  return [...new Set(names.flatMap((name) => name || []))]
}

/** The name of the Deployment whose template a Rollout uses; null where it has its own. */
export const workloadOf = ({ spec }: Rollout): string | null =>
  spec.workloadRef?.kind === 'Deployment' ? spec.workloadRef.name : null

function rolloutWords(rollout: Rollout): readonly string[] {
  const { namespace } = rollout.meta
  const workload = workloadOf(rollout)
  return [
    ...servicesOf(rollout).map((name) => serviceWord(namespace, name)),
    ...(workload === null ? [] : [workloadWord(namespace, workload)]),
  ]
}

/** The Rollouts whose pods are as in this Deployment. */
export const rolloutsOfWorkload = ({ meta }: Owned, { rollouts }: World): readonly Rollout[] =>
  rollouts.under(workloadWord(meta.namespace, meta.name))

const owningRollouts = (object: Owned, { rollouts }: World): readonly Rollout[] =>
  ownerUids(object).flatMap((uid) => rollouts.get(uid) ?? [])

/** No further than a picture reaches: whoever may write owner references may close them to a ring. */
const owners = (object: Owned, world: World): readonly Rollout[] => [
  ...owningRollouts(object, world),
  ...ownerUids(object)
    .flatMap((uid) => world.experiments.get(uid) ?? [])
    .flatMap((experiment) => owningRollouts(experiment, world)),
]

/** A Rollout joined with everything its picture needs, as far as that is known; undefined where there is none. */
export function rolloutGraph(world: World, { namespace, name }: At, knows: Knows): RolloutGraph | undefined {
  const rollout = world.rollouts.find(namespace, name)
  if (rollout === undefined) return undefined
  const experiments = ownedIn(world.experiments, [rollout.meta.uid])
  const parents = [rollout.meta.uid, ...experiments.map((experiment) => experiment.meta.uid)]
  const replicaSets = ownedIn(world.replicasets, parents)
  const workload = workloadOf(rollout)
  return {
    rollout,
    replicaSets,
    pods: ownedIn(
      world.pods,
      replicaSets.map((replicaSet) => replicaSet.meta.uid),
    ),
    analysisRuns: ownedIn(world.analysisruns, parents),
    experiments,
    unlisted: (['analysisruns', 'experiments'] as const).filter((resource) => knows(resource) === false),
    services: knows('services')
      ? servicesOf(rollout).flatMap((service) => world.services.find(namespace, service) ?? [])
      : null,
    // Found by the words of the Services' own pages: where there are none, there is nothing to lead to.
    selectedBy: knows('services')
      ? namesOf(servicesBefore(rollout, rollout.spec.template?.labels ?? {}, world))
      : [],
    workload: workload === null ? null : (world.deployments.find(namespace, workload) ?? null),
  }
}

/** Rollouts, drawn by `project`. */
export const rolloutSubject = (
  project: (graph: RolloutGraph) => RolloutDetail = toRolloutDetail,
): Subject => ({
  resource: 'rollouts',
  words: { rollouts: rolloutWords },
  reaches: {
    experiments: owningRollouts,
    replicasets: owners,
    analysisruns: owners,
    pods: (pod, world) =>
      ownerUids(pod)
        .flatMap((uid) => world.replicasets.get(uid) ?? [])
        .flatMap((replicaSet) => owners(replicaSet, world)),
    services: (service, world) => [
      ...world.rollouts.under(serviceWord(service.meta.namespace, service.meta.name)),
      ...workloadsBehind(service, world).flatMap((uid) => world.rollouts.get(uid) ?? []),
    ],
    deployments: rolloutsOfWorkload,
  },
  draw(world, at, knows) {
    const graph = rolloutGraph(world, at, knows)
    if (graph === undefined) return null
    const detail = project(graph)
    return { detail, row: detail.row }
  },
})
