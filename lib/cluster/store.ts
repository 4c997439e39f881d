import type { AnalysisRun, Experiment } from '../rollouts/analysis-model.ts'
import type {
  Deployment,
  Meta,
  Pod,
  ReplicaSet,
  Rollout,
  RolloutGraph,
  Service,
  Uid,
} from '../rollouts/model.ts'
import { type RolloutKey, rolloutKey } from '../stream/protocol.ts'
import {
  parseAnalysisRun,
  parseDeployment,
  parseExperiment,
  parsePod,
  parseReplicaSet,
  parseRollout,
  parseService,
} from '../wire/parse.ts'
import type { Resource, SourceEvent } from './source.ts'
import { createTable, type ObjectEvent, type Table } from './table.ts'

export interface Store {
  /** Folds the event in and answers the keys of the Rollouts whose picture may have changed. */
  apply(event: SourceEvent): ReadonlySet<RolloutKey>
  graphOf(key: RolloutKey): RolloutGraph | undefined
  has(key: RolloutKey): boolean
  keys(): readonly RolloutKey[]
  /** How many objects of any resource could not be read so far. */
  skipped(): number
}

interface Tables extends Record<Resource, { fold(event: ObjectEvent): void; skipped(): number }> {
  readonly rollouts: Table<Rollout>
}

const always = () => true
const nothing = () => []
const ownerUids = (object: { readonly meta: Meta }) => object.meta.owners.map((owner) => owner.uid)
const ownedBy =
  (...kinds: readonly string[]) =>
  (object: { readonly meta: Meta }) =>
    object.meta.owners.some((owner) => kinds.includes(owner.kind))
const byName = (a: { readonly meta: Meta }, b: { readonly meta: Meta }) =>
  a.meta.name < b.meta.name ? -1 : a.meta.name > b.meta.name ? 1 : 0

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

const workloadOf = ({ spec }: Rollout): string | null =>
  spec.workloadRef?.kind === 'Deployment' ? spec.workloadRef.name : null

function rolloutWords(rollout: Rollout): readonly string[] {
  const { namespace } = rollout.meta
  const workload = workloadOf(rollout)
  return [
    ...servicesOf(rollout).map((name) => serviceWord(namespace, name)),
    ...(workload === null ? [] : [workloadWord(namespace, workload)]),
  ]
}

/** Keeps the objects of one cluster joined by owner uid; each event costs what one Rollout owns, never the whole cluster. */
export function createStore(): Store {
  let touched = new Set<RolloutKey>()

  const touch = (rollout: Rollout) => touched.add(rolloutKey(rollout.meta))
  const touchUnder = (word: string) => rollouts.under(word).forEach(touch)
  const touchRollouts = (object: { readonly meta: Meta }) => {
    for (const uid of ownerUids(object)) {
      const rollout = rollouts.get(uid)
      if (rollout !== undefined) touch(rollout)
    }
  }
  // No further than a picture reaches: whoever may write owner references may close them to a ring.
  const touchOwners = (object: { readonly meta: Meta }) => {
    touchRollouts(object)
    for (const uid of ownerUids(object)) {
      const experiment = experiments.get(uid)
      if (experiment !== undefined) touchRollouts(experiment)
    }
  }

  const rollouts = createTable<Rollout>({ parse: parseRollout, wanted: always, indexed: rolloutWords, touch })
  const experiments = createTable<Experiment>({
    parse: parseExperiment,
    wanted: ownedBy('Rollout'),
    indexed: ownerUids,
    touch: touchRollouts,
  })
  const replicaSets = createTable<ReplicaSet>({
    parse: parseReplicaSet,
    wanted: ownedBy('Rollout', 'Experiment'),
    indexed: ownerUids,
    touch: touchOwners,
  })
  const analysisRuns = createTable<AnalysisRun>({
    parse: parseAnalysisRun,
    wanted: ownedBy('Rollout', 'Experiment'),
    indexed: ownerUids,
    touch: touchOwners,
  })
  const pods = createTable<Pod>({
    parse: parsePod,
    wanted: ownedBy('ReplicaSet'),
    indexed: ownerUids,
    touch(pod) {
      for (const uid of ownerUids(pod)) {
        const replicaSet = replicaSets.get(uid)
        if (replicaSet !== undefined) touchOwners(replicaSet)
      }
    },
  })
  const services = createTable<Service>({
    parse: parseService,
    wanted: always,
    indexed: nothing,
    touch: ({ meta }) => touchUnder(serviceWord(meta.namespace, meta.name)),
  })
  const deployments = createTable<Deployment>({
    parse: parseDeployment,
    wanted: always,
    indexed: nothing,
    touch: ({ meta }) => touchUnder(workloadWord(meta.namespace, meta.name)),
  })
  const tables: Tables = {
    rollouts,
    replicasets: replicaSets,
    pods,
    services,
    analysisruns: analysisRuns,
    experiments,
    deployments,
  }

  function rolloutOf(key: RolloutKey): Rollout | undefined {
    const [namespace = '', name = ''] = key.split('/')
    return rollouts.find(namespace, name)
  }

  function graphOf(key: RolloutKey): RolloutGraph | undefined {
    const rollout = rolloutOf(key)
    if (rollout === undefined) return undefined
    const { namespace } = rollout.meta
    const ownExperiments = owned(experiments, [rollout.meta.uid])
    const parents = [rollout.meta.uid, ...ownExperiments.map((experiment) => experiment.meta.uid)]
    const ownReplicaSets = owned(replicaSets, parents)
    const workload = workloadOf(rollout)
    return {
      rollout,
      replicaSets: ownReplicaSets,
      pods: owned(
        pods,
        ownReplicaSets.map((replicaSet) => replicaSet.meta.uid),
      ),
      analysisRuns: owned(analysisRuns, parents),
      experiments: ownExperiments,
      services: servicesOf(rollout).flatMap((service) => services.find(namespace, service) ?? []),
      workload: workload === null ? null : (deployments.find(namespace, workload) ?? null),
    }
  }

  return {
    graphOf,
    has: (key) => rolloutOf(key) !== undefined,
    keys: () => Array.from(rollouts.values(), (rollout) => rolloutKey(rollout.meta)),
    skipped: () => Object.values(tables).reduce((sum, table) => sum + table.skipped(), 0),
    apply(event) {
      touched = new Set()
      if (event.type !== 'road') tables[event.resource].fold(event)
      return touched
    },
  }
}

/** By name, so that the order in which things arrived is never part of a picture. */
function owned<T extends { readonly meta: Meta }>(table: Table<T>, owners: readonly Uid[]): readonly T[] {
  return [...new Set(owners.flatMap((uid) => table.under(uid)))].sort(byName)
}
