import { type PodStatus, podStatus } from '../../../rollouts/pod-status.ts'
import { readPod } from '../../../wire/pod.ts'
import { rootOf } from '../../../wire/read.ts'
import { at, type Json, listAt, numberAt, objectAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { ageColumn, ageOf, type Column, labelsText, nameColumn, text } from './column.ts'

const none = (value: string): string => value || '<none>'

const statuses = new WeakMap<KubeObject, PodStatus>()

// Three columns are made of it, and a pod that is stored never changes.
function statusOf(pod: KubeObject): PodStatus {
  const known = statuses.get(pod) ?? podStatus(readPod(rootOf(pod)))
  statuses.set(pod, known)
  return known
}

/** `3 (2m ago)`: how often, and when last. */
function restartsText(pod: KubeObject, now: number): string {
  const { restarts } = statusOf(pod)
  const ends = listAt(pod, 'status', 'containerStatuses')
    .map((container) => textAt(container, 'lastState', 'terminated', 'finishedAt'))
    .sort()
  const last = ends.at(-1) ?? ''
  return restarts === 0 || last === '' ? String(restarts) : `${restarts} (${ageOf(last, now)} ago)`
}

export const podColumns: readonly Column[] = [
  nameColumn,
  text('Ready', (pod) => statusOf(pod).ready),
  text('Status', (pod) => statusOf(pod).status),
  text('Restarts', restartsText),
  ageColumn,
  text('IP', (pod) => none(textAt(pod, 'status', 'podIP')), true),
  text('Node', (pod) => none(textAt(pod, 'spec', 'nodeName')), true),
  text('Nominated Node', (pod) => none(textAt(pod, 'status', 'nominatedNodeName')), true),
  text('Readiness Gates', () => '<none>', true),
]

const portText = (port: Json): string => {
  const node = numberAt(port, 'nodePort')
  return `${numberAt(port, 'port')}${node === 0 ? '' : `:${node}`}/${textAt(port, 'protocol') || 'TCP'}`
}

export const serviceColumns: readonly Column[] = [
  nameColumn,
  text('Type', (service) => textAt(service, 'spec', 'type')),
  text('Cluster-IP', (service) => none(textAt(service, 'spec', 'clusterIP'))),
  text('External-IP', () => '<none>'),
  text('Port(s)', (service) => none(listAt(service, 'spec', 'ports').map(portText).join(','))),
  ageColumn,
  text('Selector', (service) => labelsText(at(service, 'spec', 'selector')), true),
]

const lastSeen = (event: KubeObject): string =>
  textAt(event, 'series', 'lastObservedTime') ||
  textAt(event, 'lastTimestamp') ||
  textAt(event, 'eventTime') ||
  event.metadata.creationTimestamp
const firstSeen = (event: KubeObject): string =>
  textAt(event, 'firstTimestamp') || textAt(event, 'eventTime') || event.metadata.creationTimestamp

function sourceText(event: KubeObject): string {
  const component = textAt(event, 'source', 'component') || textAt(event, 'reportingComponent')
  const host = textAt(event, 'source', 'host')
  return host === '' ? component : `${component}, ${host}`
}

function involvedText(event: KubeObject): string {
  const { kind, name } = objectAt(event, 'involvedObject')
  return `${String(kind ?? '').toLowerCase()}/${String(name ?? '')}`
}

export const eventColumns: readonly Column[] = [
  text('Last Seen', (event, now) => ageOf(lastSeen(event), now)),
  text('Type', (event) => textAt(event, 'type')),
  text('Reason', (event) => textAt(event, 'reason')),
  text('Object', involvedText),
  text('Subobject', (event) => textAt(event, 'involvedObject', 'fieldPath'), true),
  text('Source', sourceText, true),
  text('Message', (event) => textAt(event, 'message').trim()),
  text('First Seen', (event, now) => ageOf(firstSeen(event), now), true),
  text('Count', (event) => String(numberAt(event, 'count') || 1), true),
  { ...nameColumn, wide: true },
]

export const namespaceColumns: readonly Column[] = [
  nameColumn,
  text('Status', (namespace) => textAt(namespace, 'status', 'phase')),
  ageColumn,
]

export const configMapColumns: readonly Column[] = [
  nameColumn,
  text('Data', (map) => String(Object.keys(objectAt(map, 'data')).length)),
  ageColumn,
]
