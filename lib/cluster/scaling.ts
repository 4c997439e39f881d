import { CockpitError } from '../errors.ts'
import type { RolloutRef } from '../paths.ts'
import { mostReplicas, planScale, type ScaleChange, scalable } from '../services/scale.ts'
import type { ServiceDetail } from '../services/view.ts'
import { parseDeployment, parseRollout } from '../wire/parse.ts'
import type { ClusterSource } from './source.ts'

/** What the API server made of each change. */
export interface Scaled {
  readonly accepted: true
  /** Nothing was kept. */
  readonly dryRun: boolean
  readonly scaled: readonly { readonly kind: string; readonly name: string; readonly replicas: number }[]
}

export interface Scaling {
  /**
   * Sets the replicas of workloads behind a Service. All of it is tried as a server dry run before any of it is done, and with `dryRun` that is
   * all. Throws CockpitError `conflict` when a workload has not the replicas that were looked at, `refused` for one that is not behind it.
   */
  scale(
    ref: RolloutRef,
    changes: readonly ScaleChange[],
    dryRun: boolean,
    signal: AbortSignal,
  ): Promise<Scaled>
}

interface ScalingDeps {
  readonly source: Pick<ClusterSource, 'get' | 'patch'>
  readonly readOnly: boolean
  detail(ref: RolloutRef, signal: AbortSignal): Promise<ServiceDetail>
  refused(namespace: string): void
}

/** Scales the workloads that share one Service. */
export function createScaling({ source, readOnly, detail, refused }: ScalingDeps): Scaling {
  async function standing({ namespace }: RolloutRef, { kind, name, from }: ScaleChange) {
    const raw = await source.get(scalable[kind], namespace, name)
    const replicas = kind === 'Rollout' ? parseRollout(raw).spec.replicas : parseDeployment(raw).spec.replicas
    if ((replicas ?? 1) !== from)
      throw new CockpitError(
        'conflict',
        `${kind} ${name} has ${replicas ?? 1} replicas now, not ${from}. Look at its new state and decide again.`,
      )
    return kind === 'Rollout'
      ? parseRollout(raw).meta.resourceVersion
      : parseDeployment(raw).meta.resourceVersion
  }

  async function apply(ref: RolloutRef, changes: readonly ScaleChange[], dryRun: boolean) {
    const done: ScaleChange[] = []
    for (const change of changes) {
      try {
        const version = await standing(ref, change)
        const patch = planScale(change.to, dryRun)
        await source.patch(scalable[change.kind], ref.namespace, change.name, patch, version)
        done.push(change)
      } catch (error) {
        throw dryRun || done.length === 0 ? error : half(error, done)
      }
    }
  }

  return {
    async scale(ref, changes, dryRun, signal) {
      if (readOnly) throw new CockpitError('forbidden', 'This cockpit is read-only.')
      requireSound(changes)
      requireBehind(ref, changes, await detail(ref, signal))
      try {
        await apply(ref, changes, true)
        if (!dryRun) await apply(ref, changes, false)
      } catch (error) {
        if (error instanceof CockpitError && error.kind === 'forbidden') refused(ref.namespace)
        throw error
      }
      return {
        accepted: true,
        dryRun,
        scaled: changes.map(({ kind, name, to }) => ({ kind, name, replicas: to })),
      }
    },
  }
}

function requireSound(changes: readonly ScaleChange[]) {
  const wrong = changes.find(({ to }) => !Number.isInteger(to) || to < 0 || to > mostReplicas)
  if (wrong !== undefined)
    throw new CockpitError('invalid', `From here a workload can have 0 to ${mostReplicas} replicas.`)
  if (changes.length === 0) throw new CockpitError('invalid', 'There is nothing to scale.')
  if (new Set(changes.map(({ kind, name }) => `${kind} ${name}`)).size < changes.length)
    throw new CockpitError('invalid', 'A workload can be scaled once at a time.')
}

function requireBehind({ name }: RolloutRef, changes: readonly ScaleChange[], { targets }: ServiceDetail) {
  const stray = changes.find(
    (change) => !targets.some(({ maker }) => maker.kind === change.kind && maker.name === change.name),
  )
  if (stray !== undefined)
    throw new CockpitError(
      'refused',
      `${stray.kind} ${stray.name} does not share Service ${name} with others.`,
    )
}

/** What was accepted stays: it is told, and under no kind that means that nothing was done. */
function half(error: unknown, done: readonly ScaleChange[]): unknown {
  if (!(error instanceof CockpitError)) return error
  const scaled = done.map(({ kind, name, to }) => `${kind} ${name} was set to ${to}`).join(', ')
  return new CockpitError('unexpected', `Only part of it was done: ${scaled}; then: ${error.message}`, {
    cause: error,
  })
}
