import { momentOf } from '../controllers/facts.ts'
import type { Json } from '../objects/json.ts'
import { listAt, objectAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'
import { versionOf } from '../traffic/answers.ts'
import type { Hit } from '../traffic/book.ts'
import type { Traffic } from '../traffic/traffic.ts'

/** A line of a container and when it was written, in milliseconds. */
export interface PodLine {
  readonly at: number
  readonly text: string
  /** Its place among all lines of the container's life, of which older ones may be forgotten. */
  readonly nth: number
}

const statusOf = (pod: KubeObject, container: string): Json =>
  listAt(pod, 'status', 'containerStatuses').find((status) => textAt(status, 'name') === container) ?? null

const logLine = (
  nth: number,
  at: number,
  level: string,
  caller: string,
  msg: string,
  more = {},
): PodLine => ({
  at,
  nth,
  text: JSON.stringify({ level, ts: new Date(at).toISOString(), caller, msg, ...more }),
})

/** What podinfo writes when it starts, and before it ends where something is wrong with it. */
function podinfoLines(version: string, state: Json): readonly PodLine[] {
  const start = momentOf(textAt(state, 'startedAt'))
  const end = momentOf(textAt(state, 'finishedAt'))
  if (!Number.isFinite(start)) return []
  const begun = [
    logLine(0, start, 'info', 'podinfo/main.go:153', 'Starting podinfo', { version, port: '9898' }),
    logLine(1, start, 'info', 'grpc/server.go:64', 'Starting GRPC Server.', { addr: ':9999' }),
    logLine(2, start, 'info', 'http/server.go:224', 'Starting HTTP Server.', { addr: ':9898' }),
  ]
  if (!Number.isFinite(end)) return begun
  return [
    ...begun,
    logLine(3, end, 'fatal', 'http/server.go:231', 'HTTP server crashed', { error: 'exit status 1' }),
  ]
}

/** What podinfo writes of its requests where it was started with `--level=debug`. */
function requestLines(pod: KubeObject, state: Json, hits: readonly Hit[]): readonly PodLine[] {
  const start = momentOf(textAt(state, 'startedAt'))
  if (!listAt(pod, 'spec', 'containers', 0, 'command').includes('--level=debug')) return []
  return hits.map(({ after, nth }) =>
    logLine(BEGUN + nth, start + after, 'debug', 'http/logging.go:33', 'request started', {
      proto: 'HTTP/1.1',
      uri: '/',
      method: 'GET',
      remote: `10.244.0.1:${40_000 + (nth % 20_000)}`,
      'user-agent': 'demo-traffic',
    }),
  )
}

/** The lines that podinfo begins with. */
const BEGUN = 3

/** What the container of a pod has written in its life, or in the one before; `hits` are the requests of this life. */
export function podLines(
  pod: KubeObject,
  container: string,
  previous: boolean,
  hits: readonly Hit[] = [],
): readonly PodLine[] {
  const status = statusOf(pod, container)
  const version = versionOf(pod)
  const last = objectAt(status, 'lastState', 'terminated')
  if (previous) return podinfoLines(version, last)
  const now = objectAt(status, 'state', 'running')
  if (Object.keys(now).length === 0) return podinfoLines(version, last)
  return [...podinfoLines(version, now), ...requestLines(pod, now, hits)]
}

/** The logs of all pods of a store. */
export const createPodLogs = (store: Store, traffic: Pick<Traffic, 'hitsOf' | 'subscribe'>) => ({
  lines: (pod: KubeObject, container: string, previous: boolean): readonly PodLine[] =>
    podLines(pod, container, previous, traffic.hitsOf(pod.metadata.uid)),
  /** Calls back whenever the pod's containers may have written more. */
  subscribe: (podUid: string, listener: () => void): (() => void) => {
    const stops = [
      traffic.subscribe(podUid, listener),
      store.subscribe(({ resource, object }) => {
        if (resource === 'pods' && object.metadata.uid === podUid) listener()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  },
})
