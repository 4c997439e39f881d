import { type Json, type JsonObject, objectAt, textAt } from '../objects/json.ts'
import { refuse } from '../objects/refusal.ts'

/** The media type in which kubectl sends the few objects that it makes itself. */
export const protobufType = 'application/vnd.kubernetes.protobuf'

type Shape = 'text' | 'number' | 'flag' | 'map' | 'skip' | Message
interface Message {
  readonly [number: number]: readonly [name: string, shape: Shape, many?: 'many']
}

const text = (name: string) => [name, 'text'] as const
const texts = (name: string) => [name, 'text', 'many'] as const

const owner: Message = {
  5: text('apiVersion'),
  1: text('kind'),
  3: text('name'),
  4: text('uid'),
  6: ['controller', 'flag'],
  7: ['blockOwnerDeletion', 'flag'],
}

const metadata: Message = {
  1: text('name'),
  2: text('generateName'),
  3: text('namespace'),
  4: ['selfLink', 'skip'],
  5: text('uid'),
  6: text('resourceVersion'),
  7: ['generation', 'skip'],
  8: ['creationTimestamp', 'skip'],
  11: ['labels', 'map'],
  12: ['annotations', 'map'],
  13: ['ownerReferences', owner, 'many'],
  14: texts('finalizers'),
}

const attributes: Message = {
  1: text('namespace'),
  2: text('verb'),
  3: text('group'),
  4: text('version'),
  5: text('resource'),
  6: text('subresource'),
  7: text('name'),
}

const withSpec = (spec: Message): Message => ({
  1: ['metadata', metadata],
  2: ['spec', spec],
  3: ['status', 'skip'],
})

/** From `generated.proto` of k8s.io/api and k8s.io/apimachinery@v0.36.3. */
const messages: Readonly<Record<string, Message>> = {
  Namespace: withSpec({ 1: texts('finalizers') }),
  ConfigMap: { 1: ['metadata', metadata], 2: ['data', 'map'], 4: ['immutable', 'flag'] },
  ServiceAccount: { 1: ['metadata', metadata], 4: ['automountServiceAccountToken', 'flag'] },
  SelfSubjectAccessReview: withSpec({
    1: ['resourceAttributes', attributes],
    2: ['nonResourceAttributes', { 1: text('path'), 2: text('verb') }],
  }),
  SelfSubjectRulesReview: withSpec({ 1: text('namespace') }),
  SelfSubjectReview: { 1: ['metadata', metadata], 2: ['status', 'skip'] },
  DeleteOptions: {
    1: ['gracePeriodSeconds', 'number'],
    2: ['preconditions', { 1: text('uid'), 2: text('resourceVersion') }],
    3: ['orphanDependents', 'flag'],
    4: text('propagationPolicy'),
    5: texts('dryRun'),
  },
}

const envelope: Message = {
  1: ['typeMeta', { 1: text('apiVersion'), 2: text('kind') }],
  2: ['raw', 'skip'],
  3: ['contentEncoding', 'skip'],
  4: ['contentType', 'skip'],
}
const magic = Buffer.from('k8s\0')

/** The object in a body of Kubernetes' protobuf, as JSON would have it; a refusal for kinds that are only taken as JSON. */
export function parseProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, magic.length).equals(magic)) throw unreadable()
  const wrapped = body.subarray(magic.length)
  const raw = fieldsOf(wrapped).find(({ number }) => number === 2)?.bytes ?? none
  const type = objectAt(readMessage(wrapped, envelope), 'typeMeta')
  const kind = textAt(type, 'kind')
  const message = Object.hasOwn(messages, kind) ? messages[kind] : undefined
  if (message === undefined)
    throw refuse(
      'UnsupportedMediaType',
      `the demo takes a ${kind} only as JSON: write it to a file and apply that`,
    )
  return { ...type, ...readMessage(raw, message) }
}

const unreadable = () => refuse('BadRequest', `the body is no ${protobufType}`)

interface Field {
  readonly number: number
  readonly value: number
  readonly bytes: Buffer
}

function readMessage(bytes: Buffer, message: Message): JsonObject {
  const found = new Map<string, Json>()
  const lists = new Map<string, Json[]>()
  const maps = new Map<string, Map<string, Json>>()
  for (const field of fieldsOf(bytes)) {
    const [name, shape, many] = message[field.number] ?? []
    if (name === undefined || shape === undefined)
      throw refuse(
        'UnsupportedMediaType',
        `the demo does not know field ${field.number} of the body: send it as JSON`,
      )
    if (shape === 'skip') continue
    if (shape === 'map') {
      const { key, value = '' } = readMessage(field.bytes, pair)
      maps.set(name, (maps.get(name) ?? new Map<string, Json>()).set(String(key ?? ''), value))
    } else if (many) {
      const list = lists.get(name) ?? []
      list.push(readValue(field, shape))
      lists.set(name, list)
    } else found.set(name, readValue(field, shape))
  }
  return Object.fromEntries([
    ...found,
    ...lists,
    ...[...maps].map(([name, map]): [string, Json] => [name, Object.fromEntries(map)]),
  ])
}

const pair: Message = { 1: text('key'), 2: text('value') }

function readValue({ value, bytes }: Field, shape: Exclude<Shape, 'map' | 'skip'>): Json {
  if (shape === 'number') return value
  if (shape === 'flag') return value === 1
  return shape === 'text' ? bytes.toString('utf8') : readMessage(bytes, shape)
}

const none = Buffer.alloc(0)

function fieldsOf(bytes: Buffer): readonly Field[] {
  const fields: Field[] = []
  for (let offset = 0; offset < bytes.length; ) {
    const tag = readNumber(bytes, offset)
    const content = readNumber(bytes, tag.next)
    const number = Math.floor(tag.value / 8)
    const wire = tag.value % 8
    // Numbers and lengths are all that these messages are made of.
    if (wire !== 0 && wire !== 2) throw unreadable()
    const end = wire === 0 ? content.next : content.next + content.value
    if (end > bytes.length) throw unreadable()
    fields.push({
      number,
      value: content.value,
      bytes: wire === 0 ? none : bytes.subarray(content.next, end),
    })
    offset = end
  }
  return fields
}

function readNumber(bytes: Buffer, offset: number): { readonly value: number; readonly next: number } {
  let value = 0
  for (let index = 0; index < 7; index += 1) {
    const byte = bytes[offset + index]
    if (byte === undefined) throw unreadable()
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { value, next: offset + index + 1 }
  }
  throw unreadable()
}
