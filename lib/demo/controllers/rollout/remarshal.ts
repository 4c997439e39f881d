import { isJsonObject, type Json, type JsonObject, listAt, objectAt, sameJson } from '../../objects/json.ts'
import { nextGeneration } from '../../objects/draft.ts'
import type { KubeObject } from '../../objects/object.ts'
import { withSpec } from '../facts.ts'
import { quantityText } from '../quantity.ts'
import type { Turn } from './turn.ts'

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

/** The very same template where it is as Go has it: its hash is known by what it is. */
function remarshalledTemplate(template: JsonObject): JsonObject {
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

/**
 * Writes all of the Rollout but its status. The controller writes what it has read, in Go's words, so that the spec becomes a new generation where a
 * person wrote it in others; that it knows already, since the answer to the write tells it.
 */
export function writeWhole(turn: Turn, change: (latest: KubeObject) => KubeObject): void {
  turn.object = turn.journal.change('rollouts', turn.object, 'spec', (latest) => {
    const next = change(latest)
    const same = sameJson(next.spec, turn.parts.rollout.spec)
    return same ? next : { ...next, metadata: nextGeneration(next.metadata) }
  })
}
