import { randomInt, randomUUID } from 'node:crypto'
import { toInstant } from './instants.ts'
import { type Json, sameJson, without } from './json.ts'
import { apiVersionOf, type Kind } from './kinds.ts'
import type { ChangedObject, KubeObject, Metadata, NewMetadata, NewObject } from './object.ts'

/** The part of the metadata that its writer decides. */
function writersMetadata(metadata: NewMetadata): NewMetadata {
  const { generateName, labels, annotations, ownerReferences, finalizers, managedFields } = metadata
  return {
    ...(generateName ? { generateName } : {}),
    ...(filled(labels) ? { labels } : {}),
    ...(filled(annotations) ? { annotations } : {}),
    ...(ownerReferences?.length ? { ownerReferences } : {}),
    ...(finalizers?.length ? { finalizers } : {}),
    ...(managedFields === undefined ? {} : { managedFields }),
  }
}

const filled = <T extends object>(map: T | undefined): map is T =>
  map !== undefined && Object.keys(map).length > 0

/** The object as the store takes it in: named, dated, of generation 1. */
export function newDraft(kind: Kind, object: NewObject, now: number): KubeObject {
  const { namespace, name, generateName = '' } = object.metadata
  const metadata: Metadata = {
    ...writersMetadata(object.metadata),
    name: name || (generateName === '' ? '' : `${generateName.slice(0, 58)}${randomSuffix()}`),
    ...(kind.namespaced && namespace !== undefined ? { namespace } : {}),
    uid: randomUUID(),
    resourceVersion: '',
    creationTimestamp: toInstant(now),
    ...(kind.generation === null ? {} : { generation: 1 }),
  }
  const content = without(object, 'apiVersion', 'kind', 'metadata')
  const status: Json | undefined = object.status ?? initialStatus[kind.resource]
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata,
    ...content,
    ...(status === undefined ? {} : { status }),
  }
}

const initialStatus: Readonly<Record<string, Json>> = {
  namespaces: { phase: 'Active' },
  pods: { phase: 'Pending', qosClass: 'BestEffort' },
  services: { loadBalancer: {} },
}

// No vowels and no digits that look like letters, so that no word comes of it: k8s.io/apimachinery rand.SafeEncodeString.
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** Five characters as Kubernetes puts them behind a generateName. */
const randomSuffix = (): string =>
  Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')

/** The stored object with what a writer may change of it taken over; the very same one where nothing changes. */
export function changedDraft(
  kind: Kind,
  stored: KubeObject,
  input: ChangedObject,
  part: 'spec' | 'status',
): KubeObject {
  if (kind.status && part === 'status') return statusDraft(kind, stored, input)
  const metadata = changedMetadata(stored.metadata, input.metadata)
  const content = contentOf(kind, input)
  const sameContent = sameJson(contentOf(kind, stored), content)
  if (sameContent && sameJson(metadata, stored.metadata)) return stored
  const grows =
    !sameContent ||
    (kind.generation === 'content and annotations' &&
      !sameJson(metadata.annotations, stored.metadata.annotations))
  return {
    apiVersion: stored.apiVersion,
    kind: stored.kind,
    metadata: grows ? nextGeneration(metadata) : metadata,
    ...content,
    ...(kind.status && stored.status !== undefined ? { status: stored.status } : {}),
  }
}

function statusDraft(kind: Kind, stored: KubeObject, input: ChangedObject): KubeObject {
  // The Deployment controller notes the revision of a Deployment along with its status:
  // kubernetes@v1.36.3 pkg/registry/apps/deployment/strategy.go#L174
  const annotates = kind.generation === 'content and annotations'
  const { annotations } = annotates ? input.metadata : stored.metadata
  if (sameJson(stored.status, input.status) && sameJson(stored.metadata.annotations, annotations))
    return stored
  const { status: _, ...rest } = stored
  const { annotations: __, ...metadata } = stored.metadata
  return {
    ...rest,
    metadata: filled(annotations) ? { ...metadata, annotations } : metadata,
    ...(input.status === undefined ? {} : { status: input.status }),
  }
}

// Where the status is not written apart it is content like the rest, and makes the generation grow, too.
const contentOf = (kind: Kind, object: ChangedObject) =>
  without(object, 'apiVersion', 'kind', 'metadata', ...(kind.status ? ['status'] : []))

function changedMetadata(stored: Metadata, input: NewMetadata): Metadata {
  const system = without(stored, 'generateName', 'labels', 'annotations', 'ownerReferences', 'finalizers')
  const { name, namespace, uid, resourceVersion, creationTimestamp } = stored
  return {
    ...writersMetadata({ ...input, ...(stored.generateName ? { generateName: stored.generateName } : {}) }),
    ...without(system, 'managedFields'),
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid,
    resourceVersion,
    creationTimestamp,
  }
}

/** The metadata with the next generation, where the kind counts them. */
export const nextGeneration = (metadata: Metadata): Metadata =>
  metadata.generation === undefined ? metadata : { ...metadata, generation: metadata.generation + 1 }
