import { CockpitError } from '../errors.ts'
import type { RolloutRef } from '../paths.ts'
import { rolloutText } from '../rollouts/text.ts'
import type { RolloutDetail, RolloutRow } from '../rollouts/view.ts'
import { type Health, type Rights, rolloutKey } from '../stream/protocol.ts'
import type { Cockpit } from './cockpit.ts'
import type { Hub } from './hub.ts'

/** How long a read waits for the first lists of a cluster. */
export const patienceMs = 10_000

/** All Rollouts in view; throws `unreachable` where the first lists do not come in time, `forbidden` where they are refused. */
export async function readFleet(
  cockpit: Cockpit,
  cluster: string,
): Promise<{ readonly health: Health; readonly rows: readonly RolloutRow[] }> {
  const hub = await readyHub(cockpit, cluster)
  return { health: hub.health(), rows: hub.rows() }
}

/** One Rollout with the rights in its namespace; throws `not-found` where there is none. */
export async function readRollout(
  cockpit: Cockpit,
  ref: RolloutRef,
): Promise<{ readonly detail: RolloutDetail; readonly rights: Rights; readonly health: Health }> {
  return readWithin(cockpit, ref, async (hub, detail) => ({
    detail,
    rights: await hub.rights(ref.namespace),
    health: hub.health(),
  }))
}

/**
 * One Rollout as `kubectl argo rollouts get rollout` prints it at `now` (milliseconds since the epoch). A text cannot say that it is
 * old: throws `unreachable` while the road to the API server is broken, as the CLI would.
 */
export async function readText(cockpit: Cockpit, ref: RolloutRef, now: number): Promise<string> {
  return readWithin(cockpit, ref, (hub, detail) => {
    const { state, problem } = hub.health()
    if (state === 'stale')
      throw new CockpitError('unreachable', problem ?? 'What is known of the cluster is old.')
    return rolloutText(detail, now)
  })
}

/** Where all namespaces may not be watched, the one that is named comes into view before it is read. */
async function readWithin<T>(
  cockpit: Cockpit,
  ref: RolloutRef,
  read: (hub: Hub, detail: RolloutDetail) => T | Promise<T>,
): Promise<T> {
  const hub = cockpit.hub(ref.cluster)
  const patience = AbortSignal.timeout(patienceMs)
  await hub.ready(patience)
  requireInstalled(hub.health())
  return hub.within(ref.namespace, patience, () => read(hub, requireDetail(hub, ref)))
}

function requireDetail(hub: Hub, ref: RolloutRef): RolloutDetail {
  const detail = hub.detail(rolloutKey(ref))
  if (detail === null) throw new CockpitError('not-found', missing(ref, hub.health()))
  return detail
}

function requireInstalled({ state, problem }: Health) {
  if (state === 'absent')
    throw new CockpitError('not-found', problem ?? 'The API server does not know Rollouts.')
}

/** No read answers with nothing where nothing could be seen: scripts would take that for an empty cluster. */
async function readyHub(cockpit: Cockpit, cluster: string): Promise<Hub> {
  const hub = cockpit.hub(cluster)
  await hub.ready(AbortSignal.timeout(patienceMs))
  const health = hub.health()
  if (health.state === 'forbidden')
    throw new CockpitError('forbidden', health.problem ?? 'The API server refuses to list Rollouts.')
  requireInstalled(health)
  return hub
}

function missing({ cluster, namespace, name }: RolloutRef, { namespaces }: Health): string {
  if (namespaces !== null && !namespaces.includes(namespace))
    return `Namespace ${namespace} is not in view: this cockpit sees ${namespaces.join(', ')}.`
  return `There is no Rollout ${namespace}/${name} in cluster ${cluster}.`
}
