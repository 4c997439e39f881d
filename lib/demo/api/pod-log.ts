import { listAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { refuse } from '../objects/refusal.ts'
import type { Answer, Sink } from './answer.ts'
import type { Backing, ObjectCall } from './call.ts'
import { flagOption, wholeOption } from './options.ts'
import { requireObject } from './read.ts'

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly text: string
  /** Its place among all lines where older ones may be forgotten; else its place among those that are told. */
  readonly nth?: number
}

/** Where the lines of a pod's containers come from; what has been said is never unsaid. */
export interface PodLogs {
  lines(pod: KubeObject, container: string, previous: boolean): readonly LogLine[]
  /** Calls back whenever a container of the pod may have said more. */
  subscribe(podUid: string, listener: () => void): () => void
}

interface Wanted {
  readonly container: string
  readonly previous: boolean
  readonly tail: number | null
  /** Milliseconds since the epoch; null for all. */
  readonly since: number | null
  readonly timestamps: boolean
  readonly bytes: number | null
}

/** What a container has written, and with `follow` what it goes on to write until the pod is gone. */
export function answerLog(backing: Backing, call: ObjectCall): Answer {
  const pod = requireObject(backing, call)
  const wanted = readWanted(pod, call.query, backing.now())
  const lines = backing.logs.lines(pod, wanted.container, wanted.previous)
  const recent = lines.filter(({ at }) => wanted.since === null || at >= wanted.since)
  const chosen = wanted.tail === null ? recent : recent.slice(Math.max(0, recent.length - wanted.tail))
  const text = chosen.map((line) => lineText(line, wanted.timestamps)).join('')
  const type = 'text/plain'
  if (flagOption(call.query, 'follow') && !wanted.previous)
    return {
      code: 200,
      type,
      stream: (sink) => follow(backing, pod, wanted, { said: afterLast(lines), text }, sink),
    }
  // A limit in bytes may cut a letter in two, as the kubelet's does.
  return { code: 200, type, body: wanted.bytes === null ? text : Buffer.from(text).subarray(0, wanted.bytes) }
}

function follow(
  { store, logs }: Backing,
  pod: KubeObject,
  wanted: Wanted,
  begun: { readonly said: number; readonly text: string },
  sink: Sink,
): () => void {
  const { uid } = pod.metadata
  let { said } = begun
  if (begun.text !== '') sink.write(begun.text)
  const unsubscribe = logs.subscribe(uid, () => {
    const lines = logs.lines(pod, wanted.container, false)
    for (const line of lines.filter((one, index) => (one.nth ?? index) >= said)) {
      sink.write(lineText(line, wanted.timestamps))
    }
    said = Math.max(said, afterLast(lines))
  })
  const forget = store.subscribe(({ type, object }) => {
    if (type === 'DELETED' && object.metadata.uid === uid) sink.end()
  })
  return () => {
    unsubscribe()
    forget()
  }
}

const afterLast = (lines: readonly LogLine[]): number => (lines.at(-1)?.nth ?? lines.length - 1) + 1

const lineText = ({ at, text }: LogLine, timestamps: boolean): string =>
  timestamps ? `${new Date(at).toISOString().replace('Z', '000000Z')} ${text}\n` : `${text}\n`

function readWanted(pod: KubeObject, query: URLSearchParams, now: number): Wanted {
  const container = containerOf(pod, query.get('container') ?? '')
  const previous = flagOption(query, 'previous')
  requireStarted(pod, container, previous)
  return {
    container,
    previous,
    tail: positive(query, 'tailLines'),
    since: sinceOf(query, now),
    timestamps: flagOption(query, 'timestamps'),
    bytes: positive(query, 'limitBytes'),
  }
}

function positive(query: URLSearchParams, name: string): number | null {
  const value = wholeOption(query, name)
  if (value === null || value >= 0) return value
  throw refuse(
    'Invalid',
    `PodLogOptions "" is invalid: ${name}: Invalid value: ${value}: must be greater than or equal to 0`,
  )
}

function sinceOf(query: URLSearchParams, now: number): number | null {
  const seconds = positive(query, 'sinceSeconds')
  const time = query.get('sinceTime') ?? ''
  if (seconds !== null) return now - seconds * 1000
  if (time === '') return null
  const since = Date.parse(time)
  if (Number.isNaN(since)) throw refuse('BadRequest', `sinceTime is "${time}", which is no time`)
  return since
}

function containerOf(pod: KubeObject, wanted: string): string {
  const names = [...listAt(pod, 'spec', 'initContainers'), ...listAt(pod, 'spec', 'containers')].map((one) =>
    textAt(one, 'name'),
  )
  const own = listAt(pod, 'spec', 'containers').map((one) => textAt(one, 'name'))
  const { name } = pod.metadata
  if (wanted === '' && own.length > 1)
    throw refuse(
      'BadRequest',
      `a container name must be specified for pod ${name}, choose one of: [${own.join(' ')}]`,
    )
  if (wanted !== '' && !names.includes(wanted))
    throw refuse('BadRequest', `container ${wanted} is not valid for pod ${name}`)
  return wanted || (own[0] ?? '')
}

function requireStarted(pod: KubeObject, container: string, previous: boolean): void {
  const status = listAt(pod, 'status', 'containerStatuses').find((one) => textAt(one, 'name') === container)
  const reason = textAt(status, 'state', 'waiting', 'reason')
  const { name } = pod.metadata
  if (previous && textAt(status, 'lastState', 'terminated', 'finishedAt') === '')
    throw refuse('BadRequest', `previous terminated container "${container}" in pod "${name}" not found`)
  if (reason !== '' && reason !== 'CrashLoopBackOff' && !previous)
    throw refuse(
      'BadRequest',
      `container "${container}" in pod "${name}" is waiting to start: ${waitingWords.get(reason) ?? reason}`,
    )
}

const waitingWords: ReadonlyMap<string, string> = new Map([
  ['ImagePullBackOff', 'trying and failing to pull image'],
  ['ErrImagePull', "image can't be pulled"],
])
