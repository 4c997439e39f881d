import type { AnalysisRun, Experiment } from '../rollouts/analysis-model.ts'
import type { Meta, Pod, ReplicaSet, Rollout, Service, Uid } from '../rollouts/model.ts'
import type { Deployment, EndpointSlice } from '../rollouts/workload-model.ts'
import {
  parseAnalysisRun,
  parseDeployment,
  parseEndpointSlice,
  parseExperiment,
  parsePod,
  parseReplicaSet,
  parseRollout,
  parseService,
} from '../wire/parse.ts'
import type { Resource } from './source.ts'
import { createTable, type Table } from './table.ts'

/** What an object of each resource is once it was read. */
export interface Objects extends Record<Resource, { readonly meta: Meta }> {
  readonly rollouts: Rollout
  readonly replicasets: ReplicaSet
  readonly pods: Pod
  readonly services: Service
  readonly analysisruns: AnalysisRun
  readonly experiments: Experiment
  readonly deployments: Deployment
  readonly endpointslices: EndpointSlice
}

/** Every object of one cluster that any picture can need, by resource. */
export type World = { readonly [R in Resource]: Table<Objects[R]> }

interface Rules {
  /** The words, beside its owners' uids, under which an object is found. */
  words<R extends Resource>(resource: R, object: Objects[R]): readonly string[]
  /** Told of each object that comes, changes or goes: of its old form and of its new one. */
  touch<R extends Resource>(resource: R, object: Objects[R]): void
}

/** Any object that was read. */
export interface Owned {
  readonly meta: Meta
}

const always = () => true
const ownedBy =
  (...kinds: readonly string[]) =>
  (object: Owned) =>
    object.meta.owners.some((owner) => kinds.includes(owner.kind))

/** The uids under which an object is found in its table. */
export const ownerUids = (object: Owned): readonly Uid[] => object.meta.owners.map((owner) => owner.uid)

/** An empty world; its tables are filled by folding events. */
export function createWorld({ words, touch }: Rules): World {
  const table = <R extends Resource>(
    resource: R,
    parse: (raw: unknown) => Objects[R],
    wanted: (object: Objects[R]) => boolean,
  ) =>
    createTable<Objects[R]>({
      parse,
      wanted,
      indexed: (object) => [...ownerUids(object), ...words(resource, object)],
      touch: (object) => touch(resource, object),
    })
  return {
    rollouts: table('rollouts', parseRollout, always),
    replicasets: table('replicasets', parseReplicaSet, ownedBy('Rollout', 'Experiment', 'Deployment')),
    // What a Job runs answers nobody, and may be very many.
    pods: table('pods', parsePod, (pod) => !ownedBy('Job')(pod)),
    services: table('services', parseService, always),
    analysisruns: table('analysisruns', parseAnalysisRun, ownedBy('Rollout', 'Experiment')),
    experiments: table('experiments', parseExperiment, ownedBy('Rollout')),
    deployments: table('deployments', parseDeployment, always),
    endpointslices: table('endpointslices', parseEndpointSlice, ({ service }) => service !== ''),
  }
}

const byName = (a: Owned, b: Owned) => (a.meta.name < b.meta.name ? -1 : a.meta.name > b.meta.name ? 1 : 0)

/** What these owners own in a table, by name, so that the order in which things arrived is never part of a picture. */
export const ownedIn = <T extends Owned>(table: Table<T>, owners: readonly Uid[]): readonly T[] =>
  [...new Set(owners.flatMap((uid) => table.under(uid)))].sort(byName)
