import { historyText, statusText } from '../deployments/text.ts'
import type { DeploymentDetail, DeploymentRow } from '../deployments/view.ts'
import { CockpitError } from '../errors.ts'
import type { RolloutRef } from '../paths.ts'
import { rolloutText } from '../rollouts/text.ts'
import type { RolloutDetail, RolloutRow } from '../rollouts/view.ts'
import type { ServiceDetail, ServiceRow } from '../services/view.ts'
import { textNeeds } from '../stream/health.ts'
import {
  type FleetRow,
  isDeploymentDetail,
  isRolloutDetail,
  isServiceDetail,
  type PageDetail,
  type PageResource,
  pageKey,
} from '../stream/page.ts'
import type { Health, Rights } from '../stream/protocol.ts'
import type { Cockpit } from './cockpit.ts'
import type { Hub } from './hub.ts'
import type { Resource } from './source.ts'

/** How long a read waits for the first lists of a cluster. */
export const patienceMs = 10_000

interface FleetRead<Row> {
  readonly health: Health
  readonly rows: readonly Row[]
}

interface PageRead<Detail> {
  readonly detail: Detail
  readonly rights: Rights
  readonly health: Health
}

const words: Readonly<Record<PageResource, string>> = {
  rollouts: 'Rollout',
  deployments: 'Deployment',
  services: 'Service',
}

/** All Rollouts in view; throws `unreachable` where the first lists do not come in time, `forbidden` where they are refused. */
export const readRollouts = (cockpit: Cockpit, cluster: string): Promise<FleetRead<RolloutRow>> =>
  readRows(cockpit, cluster, 'rollouts', (row) => row.kind === 'Rollout')

/** All Deployments in view; throws as `readRollouts`. */
export const readDeployments = (cockpit: Cockpit, cluster: string): Promise<FleetRead<DeploymentRow>> =>
  readRows(cockpit, cluster, 'deployments', (row) => row.kind === 'Deployment')

/** The Services in view behind which several workloads or revisions are ready; throws as `readRollouts`. */
export const readServices = (cockpit: Cockpit, cluster: string): Promise<FleetRead<ServiceRow>> =>
  readRows(cockpit, cluster, 'services', (row) => row.kind === 'Service')

/** No read answers with nothing where nothing could be seen: scripts would take that for an empty cluster. */
async function readRows<Row extends FleetRow>(
  cockpit: Cockpit,
  cluster: string,
  resource: PageResource,
  wanted: (row: FleetRow) => row is Row,
): Promise<FleetRead<Row>> {
  const hub = cockpit.hub(cluster)
  await hub.ready(AbortSignal.timeout(patienceMs))
  requireSeen(hub, resource)
  return { health: hub.health(), rows: hub.rows().filter(wanted) }
}

/** One Rollout with the rights in its namespace; throws `not-found` where there is none. */
export const readRollout = (cockpit: Cockpit, ref: RolloutRef): Promise<PageRead<RolloutDetail>> =>
  readPage(cockpit, 'rollouts', ref, isRolloutDetail)

/** One Deployment with the rights in its namespace; throws `not-found` where there is none. */
export const readDeployment = (cockpit: Cockpit, ref: RolloutRef): Promise<PageRead<DeploymentDetail>> =>
  readPage(cockpit, 'deployments', ref, isDeploymentDetail)

/** One Service, A/B or not, with the rights in its namespace; throws `not-found` where there is none. */
export const readService = (cockpit: Cockpit, ref: RolloutRef): Promise<PageRead<ServiceDetail>> =>
  readPage(cockpit, 'services', ref, isServiceDetail)

const readPage = <Detail extends PageDetail>(
  cockpit: Cockpit,
  resource: PageResource,
  ref: RolloutRef,
  wanted: (detail: PageDetail) => detail is Detail,
): Promise<PageRead<Detail>> =>
  readWithin(cockpit, { resource, ref, wanted }, async (hub, detail) => ({
    detail,
    rights: await hub.rights(ref.namespace),
    health: hub.health(),
  }))

/**
 * One Rollout as `kubectl argo rollouts get rollout` prints it at `now` (milliseconds since the epoch). A text cannot say that it is old or
 * lacks lines: throws `unreachable`, `forbidden` or `not-found` where a kind that it needs is not known as it is now, as the CLI would.
 */
export const readText = (cockpit: Cockpit, ref: RolloutRef, now: number): Promise<string> =>
  readWithin(
    cockpit,
    { resource: 'rollouts', ref, wanted: isRolloutDetail, needs: textNeeds.rollout },
    (_hub, detail) => rolloutText(detail, now),
  )

/** What `kubectl rollout status` prints of a Deployment; throws as `readText`. */
export const readStatus = (cockpit: Cockpit, ref: RolloutRef): Promise<string> =>
  readWithin(
    cockpit,
    { resource: 'deployments', ref, wanted: isDeploymentDetail, needs: textNeeds.status },
    (_hub, detail) => statusText(detail),
  )

/** What `kubectl rollout history` prints of a Deployment; throws as `readText`. */
export const readHistory = (cockpit: Cockpit, ref: RolloutRef): Promise<string> =>
  readWithin(
    cockpit,
    { resource: 'deployments', ref, wanted: isDeploymentDetail, needs: textNeeds.history },
    (_hub, detail) => historyText(detail),
  )

interface Reading<Detail> {
  readonly resource: PageResource
  readonly ref: RolloutRef
  readonly wanted: (detail: PageDetail) => detail is Detail & PageDetail
  readonly needs?: readonly Resource[]
}

/** Where all namespaces may not be watched, the one that is named comes into view before it is read. */
async function readWithin<T, Detail extends PageDetail>(
  cockpit: Cockpit,
  { resource, ref, wanted, needs = [] }: Reading<Detail>,
  read: (hub: Hub, detail: Detail) => T | Promise<T>,
): Promise<T> {
  const hub = cockpit.hub(ref.cluster)
  const { namespace } = ref
  const patience = AbortSignal.timeout(patienceMs)
  await hub.ready(patience)
  requireInstalled(hub, resource)
  return hub.within({ namespace, resource, needs }, patience, () => {
    const detail = hub.detail(pageKey(resource, ref))
    if (detail === null || !wanted(detail))
      throw (
        hub.unlisted(resource, ref.namespace) ??
        new CockpitError('not-found', missing(words[resource], ref, hub.health()))
      )
    return read(hub, detail)
  })
}

function requireInstalled(hub: Hub, resource: PageResource) {
  const refusal = hub.refusal(resource)
  if (refusal?.state === 'absent')
    throw new CockpitError(
      'not-found',
      refusal.problem ?? `The API server does not know ${words[resource]}s.`,
    )
}

function requireSeen(hub: Hub, resource: PageResource) {
  requireInstalled(hub, resource)
  const refusal = hub.refusal(resource)
  if (refusal !== null)
    throw new CockpitError(
      'forbidden',
      refusal.problem ?? `The API server refuses to list ${words[resource]}s.`,
    )
}

function missing(word: string, { cluster, namespace, name }: RolloutRef, { namespaces }: Health): string {
  if (namespaces !== null && !namespaces.includes(namespace))
    return `Namespace ${namespace} is not in view: this cockpit sees ${namespaces.join(', ')}.`
  return `There is no ${word} ${namespace}/${name} in cluster ${cluster}.`
}
