import type { TemplateChange } from '../deployments/template-diff.ts'
import { CockpitError } from '../errors.ts'
import type { RolloutRef } from '../paths.ts'
import type { ScaleChange } from '../services/scale.ts'
import { type Accepted, createActions, type Deed } from './actions.ts'
import { createHub, type Hub, type HubStats } from './hub.ts'
import { createSampler, type Question, type Sample } from './sampling.ts'
import { createScaling, type Scaled } from './scaling.ts'
import { serviceDetail } from './service-detail.ts'
import type { ClusterSource } from './source.ts'
import { revisionChanges } from './subjects/deployment-deeds.ts'
import { subjects } from './subjects/subjects.ts'
import type { Timers } from './timers.ts'

export interface ClusterEntry {
  readonly name: string
  readonly server: string
  readonly current: boolean
}

/** A cluster that is named but cannot be used, with the reason as a sentence. */
export interface UnusableCluster {
  readonly name: string
  readonly problem: string
}

/** Everything that routes and probes may ask of this process. */
export interface Cockpit {
  readonly readOnly: boolean
  readonly version: string
  /** The clusters there are, in the kubeconfig's order. */
  clusters(): readonly ClusterEntry[]
  readonly unusable: readonly UnusableCluster[]
  /** The files of the kubeconfig that a kubectl beside this process has to be told; none where it finds them by itself. */
  readonly kubeconfig: readonly string[]
  /** The hub of a cluster, made when first asked for; throws CockpitError `not-found` for a name that is none. */
  hub(cluster: string): Hub
  /** Why the cluster's API server does not answer, as a sentence; null when it does, whatever it says. Starts no watch. */
  reach(cluster: string): Promise<string | null>
  /** Runs an action on the object that was looked at (see actions.ts). */
  act(ref: RolloutRef, deed: Deed): Promise<Accepted>
  /** In what the template that a ReplicaSet of a Deployment holds differs from the present one, read afresh. */
  changes(ref: RolloutRef, replicaSet: string): Promise<readonly TemplateChange[]>
  /** Sends a few requests to a Service and answers who has answered (see sampling.ts). */
  sample(ref: RolloutRef, question: Question, signal: AbortSignal): Promise<Sample>
  /** Scales the workloads behind a Service, or asks whether it could (see scaling.ts). */
  scale(
    ref: RolloutRef,
    changes: readonly ScaleChange[],
    dryRun: boolean,
    signal: AbortSignal,
  ): Promise<Scaled>
  /** What runs so far: only clusters that somebody has asked for. */
  stats(): { readonly viewers: number; readonly hubs: readonly HubStats[] }
  /** Ends every stream and every watch, for good. */
  stop(): void
}

export interface CockpitDeps {
  readonly clusters: readonly ClusterEntry[]
  readonly unusable: readonly UnusableCluster[]
  readonly kubeconfig: readonly string[]
  createSource(cluster: string): ClusterSource
  readonly readOnly: boolean
  readonly version: string
  now(): number
  readonly timers: Timers
  /** Nobody has watched any cluster for five seconds. */
  tidy(): void
}

const restMs = 5_000

/** Holds one source, one hub and one set of running actions per cluster that was asked for. */
export function createCockpit({
  clusters,
  unusable,
  kubeconfig,
  createSource,
  tidy,
  ...rest
}: CockpitDeps): Cockpit {
  const opened = new Map<string, ReturnType<typeof open>>()

  function open(cluster: string) {
    const source = createSource(cluster)
    const hub = createHub({ source, subjects, emptied, ...rest })
    const actions = createActions({ source, ...rest, refused: hub.rightsRefused })
    const behind = { source, ...rest, detail: serviceDetail(hub), refused: hub.rightsRefused }
    return { source, hub, actions, sampler: createSampler(behind), scaling: createScaling(behind) }
  }

  const viewers = () =>
    Array.from(opened.values(), ({ hub }) => hub.stats().viewers).reduce((sum, count) => sum + count, 0)

  let resting = () => {}
  let stopped = false
  function emptied() {
    resting()
    if (stopped) return
    resting = rest.timers.after(restMs, () => {
      if (viewers() === 0) tidy()
    })
  }

  function requireCluster(cluster: string) {
    const known = opened.get(cluster)
    if (known !== undefined) return known
    if (!clusters.some(({ name }) => name === cluster)) {
      const problem = unusable.find(({ name }) => name === cluster)?.problem
      throw new CockpitError('not-found', problem ?? `There is no cluster "${cluster}" in the kubeconfig.`)
    }
    const fresh = open(cluster)
    opened.set(cluster, fresh)
    return fresh
  }

  return {
    readOnly: rest.readOnly,
    version: rest.version,
    clusters: () => clusters,
    unusable,
    kubeconfig,
    hub: (cluster) => requireCluster(cluster).hub,
    reach: (cluster) => silence(requireCluster(cluster).source),
    changes: async (ref, replicaSet) => revisionChanges(requireCluster(ref.cluster).source, ref, replicaSet),
    act: async (ref, deed) => requireCluster(ref.cluster).actions.run(ref, deed),
    sample: async (ref, question, signal) =>
      requireCluster(ref.cluster).sampler.sample(ref, question, signal),
    scale: async (ref, changes, dryRun, signal) =>
      requireCluster(ref.cluster).scaling.scale(ref, changes, dryRun, signal),
    stats: () => ({ viewers: viewers(), hubs: Array.from(opened.values(), ({ hub }) => hub.stats()) }),
    stop() {
      stopped = true
      resting()
      for (const { hub } of opened.values()) hub.stop()
    },
  }
}

// Whether this Rollout exists, or may be seen, does not matter: any answer is one.
async function silence(source: ClusterSource): Promise<string | null> {
  try {
    await source.get('rollouts', 'default', 'rollout-cockpit')
    return null
  } catch (error) {
    return error instanceof CockpitError && error.kind === 'unreachable' ? error.message : null
  }
}
