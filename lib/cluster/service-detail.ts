import { CockpitError } from '../errors.ts'
import type { RolloutRef } from '../paths.ts'
import type { ServiceDetail } from '../services/view.ts'
import { isServiceDetail, pageKey } from '../stream/page.ts'
import type { Hub } from './hub.ts'

/** How long a first list is waited for. */
const patienceMs = 10_000

/** Reads the picture of a Service once its namespace is in view; throws `not-found`, `forbidden`, `unreachable`. */
export const serviceDetail =
  (hub: Hub) =>
  async (ref: RolloutRef, signal: AbortSignal): Promise<ServiceDetail> => {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
    await hub.ready(patience)
    return hub.within({ namespace: ref.namespace, resource: 'services' }, patience, () => {
      const detail = hub.detail(pageKey('services', ref))
      if (detail !== null && isServiceDetail(detail)) return detail
      throw hub.unlisted('services', ref.namespace) ?? missing(ref)
    })
  }

const missing = ({ cluster, namespace, name }: RolloutRef) =>
  new CockpitError('not-found', `There is no Service ${namespace}/${name} in cluster ${cluster}.`)
