import { setTimeout as delay } from 'node:timers/promises'
import { CockpitError } from '../../lib/errors.ts'
import type { RolloutDetail } from '../../lib/rollouts/view.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { JsonObject } from '../cluster/json.ts'
import { type ObjectRef, rolloutPath } from '../cluster/waits.ts'
import { compareOnce, pictureOf, signatureOf } from './compare.ts'
import type { Metrics } from './metrics.ts'
import type { Oracle } from './oracle.ts'
import type { View } from './view.ts'

export interface Stage {
  readonly cluster: Cluster
  readonly metrics: Metrics
  readonly view: View
  readonly oracle: Oracle
}

/** One Rollout driven through its states; every state in which it stands still for a moment is compared. */
export interface Walk {
  readonly ref: ObjectRef
  readonly cluster: Cluster
  readonly metrics: Metrics
  apply(...objects: readonly JsonObject[]): Promise<void>
  /** Merge-patches the Rollout's spec. */
  patch(patch: JsonObject): Promise<void>
  /** The plugin's own command on this Rollout, e.g. `argo('retry rollout')`. */
  argo(command: string, ...flags: readonly string[]): Promise<void>
  /** Compares each state on the way until the Rollout is as told and has been compared so; answers with that state. */
  until(what: string, accept: (detail: RolloutDetail) => boolean, limitMs?: number): Promise<RolloutDetail>
  /** As `until`, but for a state that passes: to have seen it is enough, the comparison in hand is finished. */
  reach(what: string, accept: (detail: RolloutDetail) => boolean, limitMs?: number): Promise<RolloutDetail>
}

export interface Findings {
  readonly states: Map<string, string>
  readonly differences: string[]
  comparisons: number
}

const POLL_MS = 50
const DEFAULT_LIMIT_MS = 60_000

export function startWalk(
  { cluster, metrics, view, oracle }: Stage,
  ref: ObjectRef,
  findings: Findings,
): Walk {
  const note = (detail: RolloutDetail, differences: readonly string[]) => {
    const where = `${ref.namespace}: ${detail.row.phase} ${detail.row.message} ${detail.row.step}`
    findings.states.set(signatureOf(detail), where)
    findings.comparisons += 1
    findings.differences.push(...differences.map((difference) => `${where}: ${difference}`))
  }
  let compared: RolloutDetail | null = null
  let last = ''
  /** True when what is seen now has been compared; what has not moved since is not compared again. */
  const compareNow = async (): Promise<boolean> => {
    const seen = view.detail(ref)
    if (seen === null) return false
    const picture = pictureOf(seen)
    if (compared !== null && picture === pictureOf(compared)) return true
    // One change seldom comes alone, and what moves again at once is not worth the question.
    if (picture !== last) {
      last = picture
      return false
    }
    const found = await compareOnce(ref, view, oracle)
    if (found === null) return false
    compared = found.detail
    note(found.detail, found.differences)
    return true
  }
  const late = (what: string, limitMs: number) => {
    const seen = JSON.stringify(view.detail(ref)?.row)
    return new CockpitError(
      'unexpected',
      `${ref.namespace}: ${what} did not come in ${limitMs / 1000} s; last seen: ${seen}`,
    )
  }
  return {
    ref,
    cluster,
    metrics,
    apply: (...objects) => cluster.apply(objects),
    patch: async (patch) => void (await cluster.patch(rolloutPath(ref), patch)),
    argo: async (command, ...flags) =>
      void (await cluster.argo([...command.split(' '), ref.name, '-n', ref.namespace, ...flags])),
    until: async (what, accept, limitMs = DEFAULT_LIMIT_MS) => {
      const deadline = performance.now() + limitMs
      while (performance.now() < deadline) {
        if ((await compareNow()) && compared !== null && accept(compared)) return compared
        await delay(POLL_MS)
      }
      throw late(what, limitMs)
    },
    reach: async (what, accept, limitMs = DEFAULT_LIMIT_MS) => {
      const deadline = performance.now() + limitMs
      let comparing: Promise<unknown> = Promise.resolve()
      let idle = true
      while (performance.now() < deadline) {
        const seen = view.detail(ref)
        if (seen !== null && accept(seen)) {
          await comparing
          return seen
        }
        if (idle) {
          idle = false
          comparing = compareNow().finally(() => {
            idle = true
          })
        }
        await delay(POLL_MS)
      }
      throw late(what, limitMs)
    },
  }
}
