import {
  freezeJson,
  isJsonObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  sameJson,
} from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { quantityText } from '../quantity.ts'

/** Fields of the spec that Go leaves out where they are zero or false. */
const omitted = new Set(['paused', 'minReadySeconds', 'progressDeadlineAbort'])

/**
 * The Rollout as Go has it once it was read and would write it again: quantities in one way of writing, every container with its resources, no
 * zeros. Mirrors argo-rollouts@v1.10.1 rollout/controller.go#L997
 */
export function remarshalled(rollout: KubeObject): KubeObject {
  const spec = objectAt(rollout, 'spec')
  const told = Object.entries(spec).filter(([key, value]) => !(omitted.has(key) && !value))
  const { template } = spec
  const fields = isJsonObject(template) ? { template: remarshalledTemplate(template) } : {}
  return { ...rollout, spec: { ...Object.fromEntries(told), ...fields } }
}

/** What is frozen says the same for ever, so Go's way of it is found once. */
const known = new WeakMap<JsonObject, JsonObject>()

/** The very same template where it is as Go has it, and always the same one else: its hash is known by what it is. */
function remarshalledTemplate(template: JsonObject): JsonObject {
  const found = known.get(template)
  if (found !== undefined) return found
  const made = asGoHasIt(template)
  if (Object.isFrozen(template)) known.set(template, freezeJson(made))
  return made
}

function asGoHasIt(template: JsonObject): JsonObject {
  const spec = objectAt(template, 'spec')
  const lists = ['containers', 'initContainers'].flatMap((key) =>
    spec[key] === undefined ? [] : [[key, listAt(spec, key).map(remarshalledContainer)] as const],
  )
  const next = { ...template, spec: { ...spec, ...Object.fromEntries(lists) } }
  return sameJson(next, template) ? template : next
}

function remarshalledContainer(container: Json): Json {
  if (!isJsonObject(container)) return container
  const resources = Object.entries(objectAt(container, 'resources')).map(([key, value]) => [
    key,
    ['limits', 'requests'].includes(key) && isJsonObject(value) ? quantitiesOf(value) : value,
  ])
  return { ...container, resources: Object.fromEntries(resources) }
}

const quantitiesOf = (amounts: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, quantityText(String(amount))]))
