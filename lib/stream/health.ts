import type { RoadPhase, RoadState } from '../cluster/source.ts'
import type { Health } from './protocol.ts'

/** Whether the API server does not know Rollouts at all: their CRD is not installed. */
export const lacksRollouts = ({ degraded, state }: Health): boolean =>
  state === 'absent' || degraded.some((road) => road.resource === 'rollouts' && road.state === 'absent')

/** Whether a fleet without Rollouts means that there are none in view: where some may not be read, nobody knows. */
export const knowsRollouts = ({
  degraded,
  state,
  namespaces,
}: Pick<Health, 'degraded' | 'state' | 'namespaces'>): boolean =>
  state === 'live' &&
  // Refused in all namespaces is only a notice where single ones are read in their place.
  degraded.every((road) => road.resource !== 'rollouts' || (road.namespace === null && namespaces !== null))

/** The kinds that a text is made of: without one of them it would lack lines, or tell old ones. */
export const textNeeds = {
  rollout: ['rollouts', 'replicasets', 'pods', 'analysisruns', 'experiments'],
  status: ['deployments'],
  history: ['deployments', 'replicasets'],
} as const satisfies Readonly<Record<string, readonly RoadState['resource'][]>>

const doubts: Readonly<Record<RoadPhase, (resource: string) => string>> = {
  forbidden: (resource) => `The text would not be whole without ${resource}.`,
  absent: (resource) => `The text would not be whole without ${resource}.`,
  retrying: (resource) => `What is known of ${resource} is old.`,
  listing: (resource) => `The first list of ${resource} has not come yet.`,
  live: (resource) => `What is known of ${resource} is old.`,
  stopped: (resource) => `The first list of ${resource} has not come yet.`,
}

/** Why nothing may be told that needs what this road leads to: which kind, and the road's own words. */
export const doubtWords = ({ resource, state, problem }: RoadState): string =>
  [doubts[state](resource), problem ?? ''].join(' ').trim()

/** Why a text that needs these kinds cannot be had in a namespace; null where it can, or will soon be known. */
export function textProblem(
  { degraded }: Pick<Health, 'degraded'>,
  needs: readonly RoadState['resource'][],
  namespace: string,
): string | null {
  const road = degraded.find(
    (one) =>
      needs.includes(one.resource) &&
      one.state !== 'listing' &&
      // Where all namespaces may not be read, the road into this one counts.
      (one.namespace === namespace || (one.namespace === null && one.state !== 'forbidden')),
  )
  return road === undefined ? null : doubtWords(road)
}
