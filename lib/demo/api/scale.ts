import { at, type JsonObject, numberAt, objectAt, textAt } from '../objects/json.ts'
import { kindOf } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import { conflict, modified, refuse } from '../objects/refusal.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import type { Backing, ObjectCall } from './call.ts'
import { checkSpec } from './check-spec.ts'
import { writeOptions } from './options.ts'
import { applyPatch } from './patch.ts'
import { requireObject } from './read.ts'
import { parseBody, requireName } from './read-object.ts'
import { labelsText } from './tables/column.ts'

/** How many pods a workload has and shall have, as a `Scale` of autoscaling/v1. */
export function answerScale(backing: Backing, call: ObjectCall): Answer {
  const stored = requireObject(backing, call)
  if (call.method === 'GET') return jsonAnswer(200, toScale(stored))
  const wanted = call.method === 'PUT' ? parseBody(call.body) : applyPatch(toScale(stored), call)
  requireName(textAt(wanted, 'metadata', 'name'), call.target.name)
  const version = textAt(wanted, 'metadata', 'resourceVersion')
  if (version !== '' && version !== stored.metadata.resourceVersion)
    throw conflict(kindOf(call.target.resource), call.target.name, modified)
  const replicas = at(wanted, 'spec', 'replicas') ?? 0
  const object = { ...stored, spec: { ...objectAt(stored, 'spec'), replicas } }
  if (typeof replicas !== 'number') throw refuse('BadRequest', 'spec.replicas of a Scale is a number')
  checkSpec(call.target.resource, object, stored)
  return jsonAnswer(
    200,
    toScale(backing.store.update(call.target.resource, object, 'spec', writeOptions(call))),
  )
}

function toScale(object: KubeObject): JsonObject {
  const { name, namespace = '', uid, resourceVersion, creationTimestamp } = object.metadata
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberAt(object, 'spec', 'replicas') },
    status: { replicas: replicasOf(object), selector: selectorOf(object) },
  }
}

// The path that the Rollout's CustomResourceDefinition names: argo-rollouts@v1.10.1 manifests/crds/rollout-crd.yaml#L8696
const replicasOf = (object: KubeObject): number =>
  numberAt(object, 'status', object.kind === 'Rollout' ? 'HPAReplicas' : 'replicas')

function selectorOf(object: KubeObject): string {
  if (object.kind === 'Rollout') return textAt(object, 'status', 'selector')
  const labels = labelsText(at(object, 'spec', 'selector', 'matchLabels'))
  return labels === '<none>' ? '' : labels
}
