import { CockpitError } from '../errors.ts'
import type { Condition, Meta, Owner } from '../rollouts/model.ts'
import {
  addProblem,
  childOf,
  childrenOf,
  flagOf,
  has,
  instantOf,
  type Node,
  optionalTextOf,
  textMapOf,
  textOf,
  wholeOf,
} from './read.ts'

/** Reads `metadata`; throws CockpitError `invalid` only for an object without a name, which nothing could address. */
export function readMeta(object: Node): Meta {
  const meta = childOf(object, 'metadata')
  const name = optionalTextOf(meta, 'name')
  if (!name) throw new CockpitError('invalid', 'An object has no metadata.name, so it cannot be shown.')
  if (!has(meta, 'namespace')) addProblem(meta, 'namespace', 'is missing')
  if (!has(meta, 'uid'))
    addProblem(meta, 'uid', 'is missing; nothing can be found that belongs to this object')
  const namespace = textOf(meta, 'namespace')
  return {
    uid: textOf(meta, 'uid') || `${namespace}/${name}`,
    namespace,
    name,
    resourceVersion: textOf(meta, 'resourceVersion'),
    generation: wholeOf(meta, 'generation'),
    createdAt: instantOf(meta, 'creationTimestamp'),
    deletedAt: instantOf(meta, 'deletionTimestamp'),
    labels: textMapOf(meta, 'labels'),
    annotations: textMapOf(meta, 'annotations'),
    owners: childrenOf(meta, 'ownerReferences').map(readOwner),
  }
}

const readOwner = (owner: Node): Owner => ({
  uid: textOf(owner, 'uid'),
  kind: textOf(owner, 'kind'),
  name: textOf(owner, 'name'),
  controller: flagOf(owner, 'controller'),
})

/** Reads the conditions of a status, in list order. */
export const readConditions = (status: Node): readonly Condition[] =>
  childrenOf(status, 'conditions').map((condition) => ({
    type: textOf(condition, 'type'),
    status: textOf(condition, 'status'),
    reason: textOf(condition, 'reason'),
    message: textOf(condition, 'message'),
    lastUpdateTime: instantOf(condition, 'lastUpdateTime'),
    lastTransitionTime: instantOf(condition, 'lastTransitionTime'),
  }))
