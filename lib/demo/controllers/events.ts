import type { Clock } from '../clock.ts'
import { numberAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'
import { instantOf, momentOf } from './facts.ts'
import { fnv32a } from './template-hash.ts'
import type { Write } from './writes.ts'

type Told = Extract<Write, { readonly do: 'tell' }>

/** Writes an Event about an object; what was said before in the same words is only counted. */
export function recordEvent(store: Store, now: number, component: string, told: Told): void {
  const { about, type, reason, message } = told
  const namespace = about.metadata.namespace ?? 'default'
  const same = [about.metadata.uid, component, type, reason, message].join('\n')
  const name = `${about.metadata.name}.${fnv32a(same).toString(16).padStart(8, '0')}`
  const at = instantOf(now)
  const before = store.get('events', namespace, name)
  if (before) {
    store.update('events', { ...before, count: numberAt(before, 'count') + 1, lastTimestamp: at })
    return
  }
  store.create('events', {
    metadata: { name, namespace },
    involvedObject: {
      kind: about.kind,
      namespace,
      name: about.metadata.name,
      uid: about.metadata.uid,
      apiVersion: about.apiVersion,
      resourceVersion: about.metadata.resourceVersion,
    },
    type,
    reason,
    message,
    count: 1,
    firstTimestamp: at,
    lastTimestamp: at,
    eventTime: null,
    source: { component },
    reportingComponent: component,
    reportingInstance: '',
  })
}

const SWEEP_MS = 3_600_000

/** As etcd's lease on Events. */
const LIFE_MS = 3_600_000

const isOver = (event: KubeObject, now: number): boolean =>
  momentOf(textAt(event, 'lastTimestamp')) < now - LIFE_MS

/** Forgets Events an hour after they were last said, until the answer is called. */
export function sweepEvents(store: Store, clock: Clock): () => void {
  let stop: () => void = () => undefined
  const sweep = () => {
    for (const event of store.list('events')) {
      if (isOver(event, clock.now()))
        store.delete('events', event.metadata.namespace ?? null, event.metadata.name)
    }
    stop = clock.after(SWEEP_MS, sweep)
  }
  stop = clock.after(SWEEP_MS, sweep)
  return () => stop()
}
