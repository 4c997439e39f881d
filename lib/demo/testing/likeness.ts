import { stringify } from 'yaml'
import { annotationOf, labelOf } from '../controllers/facts.ts'
import { isPodReady } from '../controllers/pod-facts.ts'
import {
  at,
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  textAt,
} from '../objects/json.ts'
import type { ResourceName } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'

/** What controllers make and change. */
export const likenedResources = [
  'rollouts',
  'deployments',
  'replicasets',
  'pods',
  'services',
  'endpointslices',
  'ingresses',
  'virtualservices',
  'analysisruns',
  'experiments',
] as const satisfies readonly ResourceName[]

/** Identities, versions and who wrote last: what two objects that were made alike differ in. */
const byBirth = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'managedFields',
  'namespace',
  'generateName',
  // How late an EndpointSlice is, for metrics alone: the demo does not keep it.
  'endpoints.kubernetes.io/last-change-trigger-time',
])

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

const instant = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g
const uid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g
const hash = /\b[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g

const revisionOf = (set: KubeObject): number =>
  Number(
    annotationOf(set, 'rollout.argoproj.io/revision') ??
      annotationOf(set, 'deployment.kubernetes.io/revision') ??
      0,
  )

/** The hashes of templates by the revision they belong to; of all others it is only said that they are hashes. */
function hashNames(objects: readonly KubeObject[]): (text: string) => string {
  const names = new Map(
    objects
      .filter((object) => object.kind === 'ReplicaSet' && revisionOf(object) > 0)
      .map((set) => [
        labelOf(set, 'rollouts-pod-template-hash') || labelOf(set, 'pod-template-hash'),
        `HASH${revisionOf(set)}`,
      ]),
  )
  return cleaner(names)
}

/** Takes out of a text what differs from cluster to cluster: instants, uids, and hashes but for those that have names. */
export const cleaner =
  (names: ReadonlyMap<string, string>) =>
  (text: string): string =>
    text
      .replaceAll(instant, 'INSTANT')
      .replaceAll(uid, 'UID')
      .replaceAll(hash, (found) => names.get(found) ?? 'HASH')

function alike(value: Json, clean: (text: string) => string): Json {
  if (typeof value === 'string') return clean(value)
  if (isJsonList(value)) return value.map((entry) => alike(entry, clean))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value)
    .filter(([key, field]) => !byBirth.has(key) && key !== lastApplied && field !== null)
    .map(([key, field]) => [clean(key), alike(brief(key, field), clean)] as const)
    .filter(([, field]) => field !== null && !isEmpty(field))
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** What a play brings along for its pods, and every ReplicaSet and pod repeats. */
const brought = /^(?:prometheus\.io|cockpit\.test)\//

/**
 * Labels and the like, conditions and owners in one line each; conditions by their type, since one that changes for a moment goes to
 * the end.
 */
function brief(key: string, field: Json): Json {
  if (isJsonObject(field) && ['labels', 'annotations', 'matchLabels'].includes(key)) {
    const told = Object.entries(field).filter(
      ([name]) => !brought.test(name) && !byBirth.has(name) && name !== lastApplied,
    )
    const line = told.map(([name, value]) => `${name}=${String(value)}`).toSorted()
    return line.length === 0 ? null : line.join(' ')
  }
  if (!isJsonList(field)) return field
  if (key === 'conditions') {
    const line = (one: Json) =>
      ['type', 'status', 'reason', 'message'].map((name) => textAt(one, name)).join(' ')
    return field.map(line).toSorted()
  }
  if (key !== 'ownerReferences') return field
  return field.map((owner) => {
    const flags = ['controller', 'blockOwnerDeletion'].filter((flag) => at(owner, flag) === true)
    return [...['apiVersion', 'kind', 'name'].map((name) => textAt(owner, name)), ...flags].join(' ')
  })
}

const isEmpty = (value: Json): boolean => isJsonObject(value) && Object.keys(value).length === 0

const picked = (from: Json | undefined, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = at(from, key)
      return value === undefined ? [] : [[key, value] as const]
    }),
  )

const metadataOf = ({ metadata }: KubeObject): JsonObject =>
  picked(metadata, 'name', 'labels', 'annotations', 'ownerReferences', 'finalizers', 'deletionTimestamp')

/** What is told of an object: all that controllers write, and nothing that a play brought along. */
function digest(object: KubeObject): JsonObject {
  const { kind, spec, status = {} } = object
  const metadata = metadataOf(object)
  switch (kind) {
    case 'Rollout':
    case 'Deployment':
      return { kind, metadata, spec: picked(spec, 'replicas', 'paused'), status: observed(object) }
    case 'ReplicaSet': {
      const template = { metadata: picked(at(spec, 'template', 'metadata'), 'labels', 'annotations') }
      const own = picked(spec, 'replicas', 'minReadySeconds', 'selector')
      return { kind, metadata, spec: { ...own, template }, status: observed(object) }
    }
    case 'Pod': {
      const owner = { ...metadata, name: textAt(object, 'metadata', 'generateName') }
      return { kind, metadata: owner, phase: textAt(status, 'phase'), ready: isPodReady(object) }
    }
    case 'Service':
      return { kind, metadata, spec: picked(spec, 'selector') }
    case 'EndpointSlice':
      return {
        kind,
        metadata: { ...metadata, name: textAt(object, 'metadata', 'generateName') },
        ports: at(object, 'ports') ?? null,
        endpoints: counted(
          listAt(object, 'endpoints').map((endpoint) => ({
            conditions: at(endpoint, 'conditions') ?? null,
            pod: textAt(endpoint, 'targetRef', 'name').replace(/-[^-]*$/, ''),
          })),
        ),
      }
    case 'Ingress':
    case 'VirtualService':
      return { kind, metadata, spec: spec ?? null }
    case 'Experiment': {
      const templates = listAt(spec, 'templates').map((template) => ({
        ...picked(template, 'name', 'replicas', 'minReadySeconds', 'selector'),
        metadata: picked(at(template, 'template', 'metadata'), 'labels', 'annotations'),
      }))
      return { kind, metadata, spec: { ...objectAt(object, 'spec'), templates }, status }
    }
    default:
      return { kind, metadata, spec: picked(spec, 'args', 'dryRun', 'terminate'), status }
  }
}

/** The status, with only whether the controller has seen the newest generation: how many there were differs. */
function observed({ metadata, status = {} }: KubeObject): Json {
  if (!isJsonObject(status)) return status
  const seen = status.observedGeneration
  if (seen === undefined) return status
  return { ...status, observedGeneration: Number(seen) === metadata.generation ? 'newest' : 'older' }
}

/** Equal ones are counted. */
function counted(all: readonly JsonObject[]): readonly JsonObject[] {
  const texts = all.map((one) => JSON.stringify(one))
  return [...new Set(texts)].toSorted().map((text) => {
    const [one = {}] = all.filter((_, index) => texts[index] === text)
    const times = texts.filter((other) => other === text).length
    return times === 1 ? one : { times, ...one }
  })
}

/**
 * Objects of one namespace as a text in which those of two clusters are equal that were made by the same controllers on the same
 * way: without identities, instants and random suffixes, hashes named by their revision.
 */
export function likenessOf(objects: readonly KubeObject[]): string {
  const clean = hashNames(objects)
  // The demo has no Jobs.
  const told = objects.filter(
    ({ kind, metadata }) =>
      kind !== 'Pod' || !metadata.ownerReferences?.some((owner) => owner.kind === 'Job'),
  )
  const order = (kind: string) => ['Rollout', 'Deployment', 'ReplicaSet'].indexOf(kind) + 1 || 9
  const digests = told
    .map((object) => alike(digest(object), clean))
    .filter(isJsonObject)
    .toSorted(
      (a, b) =>
        order(textAt(a, 'kind')) - order(textAt(b, 'kind')) ||
        (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
    )
  return counted(digests)
    .toSorted((a, b) => order(textAt(a, 'kind')) - order(textAt(b, 'kind')))
    .map((one) => stringify(one, { lineWidth: 0 }))
    .join('---\n')
}
