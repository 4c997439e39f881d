import { CockpitError } from '../../errors.ts'
import { type FaultKind, faultKinds } from '../api/faults.ts'
import { isJsonObject, type JsonObject } from '../objects/json.ts'
import type { Flaw } from '../scenarios/scenario.ts'

/** What can be asked of the demo. A namespace that is left out means all that have time, or the whole API. */
export type Command =
  /** Makes so many milliseconds pass at once. */
  | { readonly do: 'jump'; readonly ms: number; readonly namespace: string | null }
  /** Makes the time pass that the namespace's Rollout still waits for. */
  | { readonly do: 'skip'; readonly namespace: string }
  | { readonly do: 'speed'; readonly factor: number; readonly namespace: string | null }
  | {
      readonly do: 'ship'
      readonly namespace: string
      readonly what: 'next' | 'bad'
      readonly flaw: Flaw | null
    }
  /** Tells a scenario from its beginning in its own namespace; `all` is the whole course. */
  | { readonly do: 'reset'; readonly scenario: string }
  /** Tells a scenario in a namespace, its own where left out. */
  | { readonly do: 'tell'; readonly scenario: string; readonly namespace: string | null }
  /** Takes a told namespace away; null for every one. */
  | { readonly do: 'clear'; readonly namespace: string | null }
  /** Requests to every Service, so many in a second of its time. */
  | { readonly do: 'traffic'; readonly on: boolean; readonly perSecond: number }
  | {
      readonly do: 'fault'
      readonly kind: FaultKind
      readonly namespace: string | null
      readonly resource: string | null
    }

const DAY_MS = 86_400_000
const FASTEST = 600
const MOST_REQUESTS = 20

const flaws: readonly Flaw[] = ['missing', 'crash', 'stuck', 'failing']

/** Reads what was sent; throws `invalid` with a sentence for everything that is no command. */
export function parseCommand(value: unknown): Command {
  if (!isJsonObject(value)) throw wrong('A command is a JSON object such as {"do": "jump", "ms": 60000}.')
  const name = String(value.do)
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (typeof value.do !== 'string' || read === undefined)
    throw wrong(`"do" must be one of ${Object.keys(readers).join(', ')}.`)
  const { fields, command } = read(value)
  const unknown = Object.keys(value).find((key) => key !== 'do' && !fields.includes(key))
  if (unknown !== undefined) throw wrong(`The command ${name} has no field "${unknown.slice(0, 40)}".`)
  return command
}

interface Reading {
  readonly fields: readonly string[]
  readonly command: Command
}

const readers: Readonly<Record<string, (value: JsonObject) => Reading>> = {
  jump: (value) => ({
    fields: ['ms', 'namespace'],
    command: { do: 'jump', ms: whole(value, 'ms', 1, DAY_MS), namespace: namespaceOrNull(value) },
  }),
  skip: (value) => ({ fields: ['namespace'], command: { do: 'skip', namespace: namespace(value) } }),
  speed: (value) => ({
    fields: ['factor', 'namespace'],
    command: { do: 'speed', factor: whole(value, 'factor', 1, FASTEST), namespace: namespaceOrNull(value) },
  }),
  ship: (value) => ({
    fields: ['namespace', 'what', 'flaw'],
    command: {
      do: 'ship',
      namespace: namespace(value),
      what: choice(value, 'what', ['next', 'bad']),
      flaw: value.flaw === undefined ? null : choice(value, 'flaw', flaws),
    },
  }),
  reset: (value) => ({ fields: ['scenario'], command: { do: 'reset', scenario: text(value, 'scenario') } }),
  tell: (value) => ({
    fields: ['scenario', 'namespace'],
    command: { do: 'tell', scenario: text(value, 'scenario'), namespace: namespaceOrNull(value) },
  }),
  clear: (value) => ({ fields: ['namespace'], command: { do: 'clear', namespace: namespaceOrNull(value) } }),
  traffic: (value) => ({
    fields: ['on', 'perSecond'],
    command: {
      do: 'traffic',
      on: flag(value, 'on'),
      perSecond: value.perSecond === undefined ? 1 : whole(value, 'perSecond', 1, MOST_REQUESTS),
    },
  }),
  fault: (value) => ({
    fields: ['kind', 'namespace', 'resource'],
    command: {
      do: 'fault',
      kind: choice(value, 'kind', faultKinds),
      namespace: namespaceOrNull(value),
      resource: value.resource === undefined ? null : text(value, 'resource'),
    },
  }),
}

const wrong = (message: string) => new CockpitError('invalid', message)

function whole(value: JsonObject, field: string, least: number, most: number): number {
  const number = value[field]
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most)
    return number
  throw wrong(`"${field}" must be a whole number from ${least} to ${most}.`)
}

function flag(value: JsonObject, field: string): boolean {
  const found = value[field]
  if (typeof found === 'boolean') return found
  throw wrong(`"${field}" must be true or false.`)
}

function text(value: JsonObject, field: string): string {
  const found = value[field]
  if (typeof found === 'string' && found !== '' && found.length <= 63) return found
  throw wrong(`"${field}" must be a text of 1 to 63 letters.`)
}

function namespace(value: JsonObject): string {
  const name = text(value, 'namespace')
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return name
  throw wrong(`"namespace" must be a namespace's name, such as webapp-canary.`)
}

const namespaceOrNull = (value: JsonObject): string | null =>
  value.namespace === undefined ? null : namespace(value)

function choice<T extends string>(value: JsonObject, field: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === value[field])
  if (found !== undefined) return found
  throw wrong(`"${field}" must be one of ${choices.join(', ')}.`)
}
