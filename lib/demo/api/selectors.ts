import { at, type JsonObject, textAt } from '../objects/json.ts'
import type { ResourceName } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import { refuse } from '../objects/refusal.ts'
import { isLabelValue, isQualifiedName } from '../objects/validate.ts'

export type Matcher = (object: KubeObject) => boolean

const everything: Matcher = () => true

const all =
  (matchers: readonly Matcher[]): Matcher =>
  (object) =>
    matchers.every((matches) => matches(object))

/** Reads a label selector (`app=cart,tier in (a,b),!old`); a refusal when it is none. */
export function parseLabelSelector(text: string): Matcher {
  if (text.trim() === '') return everything
  // What is said twice is looked at once.
  const parts = new Set(splitOutside(text).map((part) => part.trim()))
  return all([...parts].map((part) => labelRequirement(part, text)))
}

/** Commas within brackets belong to a set. */
function splitOutside(text: string): readonly string[] {
  const parts: string[] = []
  let from = 0
  let within = false
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index]
    if (letter === '(') within = true
    else if (letter === ')') within = false
    else if (letter === ',' && !within) {
      parts.push(text.slice(from, index))
      from = index + 1
    }
  }
  return [...parts, text.slice(from)]
}

const shapes = {
  set: /^(\S+?)\s+(in|notin)\s*\(([^()]*)\)$/,
  order: /^([^\s<>=!]+)\s*([<>])\s*(-?\d+)$/,
  equals: /^([^\s<>=!]+)\s*(==|=|!=)\s*(\S*)$/,
  exists: /^(!?)\s*([^\s<>=!()]+)$/,
}

function labelRequirement(part: string, selector: string): Matcher {
  const fail = () =>
    refuse('BadRequest', `unable to parse requirement: "${part}" in the label selector "${selector}"`)
  const [, key = '', verb = '', value = ''] =
    shapes.set.exec(part) ?? shapes.order.exec(part) ?? shapes.equals.exec(part) ?? []
  const [, not = '', name = ''] = verb === '' ? (shapes.exists.exec(part) ?? []) : []
  if (!isQualifiedName(key || name)) throw fail()
  const label = ({ metadata }: KubeObject): string | undefined => {
    const labels = metadata.labels ?? {}
    return Object.hasOwn(labels, key || name) ? labels[key || name] : undefined
  }
  if (verb === '') return (object) => (label(object) === undefined) === (not === '!')
  if (verb === '<' || verb === '>') return ordered(label, verb, Number(value))
  const values = new Set(/in$/.test(verb) ? value.split(',').map((one) => one.trim()) : [value])
  if (![...values].every(isLabelValue)) throw fail()
  const wanted = verb === '=' || verb === '==' || verb === 'in'
  return (object) => {
    const found = label(object)
    // What has no such label is unlike every value.
    return found === undefined ? !wanted : values.has(found) === wanted
  }
}

const ordered =
  (label: (object: KubeObject) => string | undefined, verb: string, limit: number): Matcher =>
  (object) => {
    const found = label(object)
    if (found === undefined || !/^-?\d+$/.test(found)) return false
    return verb === '<' ? Number(found) < limit : Number(found) > limit
  }

const fields: Partial<Record<ResourceName, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  namespaces: ['status.phase'],
  replicasets: ['status.replicas'],
  services: ['spec.clusterIP', 'spec.type'],
}

/** Reads a field selector (`metadata.name=cart,status.phase!=Running`); a refusal for fields that none of this kind has. */
export function parseFieldSelector(resource: ResourceName, text: string): Matcher {
  if (text.trim() === '') return everything
  return all([...new Set(text.split(','))].map((part) => fieldRequirement(resource, part, text)))
}

function fieldRequirement(resource: ResourceName, part: string, selector: string): Matcher {
  const [, field = '', verb = '', value = ''] = /^([^=!\s]+)\s*(==|=|!=)\s*(.*)$/s.exec(part.trim()) ?? []
  if (verb === '')
    throw refuse('BadRequest', `invalid field selector "${selector}": can't understand '${part}'`)
  if (!['metadata.name', 'metadata.namespace', ...(fields[resource] ?? [])].includes(field))
    throw refuse('BadRequest', `field label not supported: ${field}`)
  const read = readerOf(field)
  return (object) => (read(object) === value) === (verb !== '!=')
}

function readerOf(field: string): (object: JsonObject) => string {
  if (field === 'source') return (object) => textAt(object, 'source', 'component')
  if (field === 'reportingComponent')
    return (object) => textAt(object, 'reportingComponent') || textAt(object, 'source', 'component')
  const keys = field.split('.')
  return (object) => String(at(object, ...keys) ?? '')
}
