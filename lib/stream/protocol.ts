import type { RoadState } from '../cluster/source.ts'
import type { Difference } from './difference.ts'
import type { FleetRow, PageDetail, PageKey } from './page.ts'

/** What is known of the cluster's roads: shown beside every picture, so that none looks fresher than it is. */
export interface Health {
  readonly cluster: string
  /** The whole of it: connecting until the Rollouts were listed once; stale while their road is broken. */
  readonly state: 'connecting' | 'live' | 'stale' | 'forbidden' | 'absent'
  /** The last contact with the API server on the Rollouts' road. */
  readonly lastContact: string | null
  readonly problem: string | null
  /** The namespaces in view; null means all. */
  readonly namespaces: readonly string[] | null
  /** Every road that is not live. */
  readonly degraded: readonly RoadState[]
  readonly readOnly: boolean
  /** Pages that could not be drawn as they are now, which is a defect of the cockpit; absent where there is none. */
  readonly undrawn?: readonly PageKey[]
}

/** The rights of the identity in use in one namespace; null is "could not be asked". */
export interface Rights {
  readonly patchRollout: boolean | null
  readonly patchStatus: boolean | null
  readonly patchDeployment: boolean | null
  readonly scaleDeployment: boolean | null
  readonly scaleRollout: boolean | null
  readonly getServiceProxy: boolean | null
}

/** Nothing was asked yet, or could not be. */
export const unknownRights: Rights = {
  patchRollout: null,
  patchStatus: null,
  patchDeployment: null,
  scaleDeployment: null,
  scaleRollout: null,
  getServiceProxy: null,
}

export type StreamMessage =
  /** First after every connection; `serverTime` is what countdowns are set by. */
  | { readonly type: 'hello'; readonly serverTime: string; readonly version: string }
  | { readonly type: 'health'; readonly health: Health }
  /** The whole fleet: replaces what the reader had. */
  | { readonly type: 'fleet'; readonly rows: readonly FleetRow[] }
  /** What changed in the fleet since the last message; `removed` holds uids, for a name may live on with another. */
  | {
      readonly type: 'fleet-delta'
      readonly changed: readonly FleetRow[]
      readonly removed: readonly string[]
    }
  /** One page, whole, under its key; null when what it shows is not (or no longer) there. */
  | {
      readonly type: 'detail'
      readonly key: PageKey
      readonly detail: PageDetail | null
      readonly rights: Rights
      /** Why it cannot be seen, as a sentence with verb, resource and namespace; absent where it can. */
      readonly problem?: string
    }
  /** In what `{detail, problem}` of a long page differs from what was told of it last. */
  | { readonly type: 'detail-delta'; readonly key: PageKey; readonly difference: Difference }
  /** Heartbeat. */
  | { readonly type: 'ping'; readonly serverTime: string }

/** Encodes a message as one server-sent event with its type as the event's name. */
export const encodeMessage = (message: StreamMessage): string =>
  `event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`

/** The names of all events, for a reader that must register each. */
export const messageTypes = [
  'hello',
  'health',
  'fleet',
  'fleet-delta',
  'detail',
  'detail-delta',
  'ping',
] as const satisfies readonly StreamMessage['type'][]
