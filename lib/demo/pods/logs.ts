import { momentOf } from '../controllers/facts.ts'
import type { Json } from '../objects/json.ts'
import { listAt, objectAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'
import { tagOf } from './behaviour.ts'

/** A line of a container and when it was written, in milliseconds. */
export interface PodLine {
  readonly at: number
  readonly text: string
}

const statusOf = (pod: KubeObject, container: string): Json =>
  listAt(pod, 'status', 'containerStatuses').find((status) => textAt(status, 'name') === container) ?? null

/** What podinfo writes when it starts, and before it ends where something is wrong with it. */
function podinfoLines(status: Json, state: Json): readonly PodLine[] {
  const start = momentOf(textAt(state, 'startedAt'))
  const end = momentOf(textAt(state, 'finishedAt'))
  if (!Number.isFinite(start)) return []
  const line = (at: number, level: string, caller: string, msg: string, more = {}): PodLine => ({
    at,
    text: JSON.stringify({ level, ts: new Date(at).toISOString(), caller, msg, ...more }),
  })
  const version = tagOf(textAt(status, 'image')) || 'latest'
  const begun = [
    line(start, 'info', 'podinfo/main.go:153', 'Starting podinfo', { version, port: '9898' }),
    line(start, 'info', 'grpc/server.go:64', 'Starting GRPC Server.', { addr: ':9999' }),
    line(start, 'info', 'http/server.go:224', 'Starting HTTP Server.', { addr: ':9898' }),
  ]
  if (!Number.isFinite(end)) return begun
  return [
    ...begun,
    line(end, 'fatal', 'http/server.go:231', 'HTTP server crashed', { error: 'exit status 1' }),
  ]
}

/** What the container of a pod has written in its life, or in the one before. */
export function podLines(pod: KubeObject, container: string, previous: boolean): readonly PodLine[] {
  const status = statusOf(pod, container)
  const last = objectAt(status, 'lastState', 'terminated')
  if (previous) return podinfoLines(status, last)
  const now = objectAt(status, 'state', 'running')
  return podinfoLines(status, Object.keys(now).length > 0 ? now : last)
}

/** The logs of all pods of a store. */
export const createPodLogs = (store: Store) => ({
  lines: podLines,
  /** Calls back whenever the pod's containers may have written more. */
  subscribe: (podUid: string, listener: () => void): (() => void) =>
    store.subscribe(({ resource, object }) => {
      if (resource === 'pods' && object.metadata.uid === podUid) listener()
    }),
})
