import { textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { picturesOf, picturesText } from './pictures-text.ts'
import { type Entry, isMark, type Trace } from './trace.ts'

/** What a play came to on one side. */
export interface Recording extends Trace {
  /** What the controllers said of what they work on, in the order of the alphabet. */
  readonly events: readonly string[]
  /** Whether Events are missing: client-go drops an object's after the twenty-fifth, and melts similar ones into one. */
  readonly eventsCut: boolean
  /** The objects at the end, as `likenessOf` tells them. */
  readonly objects: string
}

/** The kinds whose Events belong to a recording. */
const toldKinds: readonly string[] = ['Rollout', 'Deployment', 'ReplicaSet', 'AnalysisRun', 'Experiment']
const MELTED = '(combined from similar events): '
/** client-go@v0.36.3 tools/record/events_cache.go#L45 */
const MOST_OF_ONE = 25

/** Events as lines without names that differ from run to run, each once. */
export function eventLines(events: readonly KubeObject[]): readonly string[] {
  const lines = events
    .filter((event) => toldKinds.includes(textAt(event, 'involvedObject', 'kind')))
    .map((event) => {
      const by = textAt(event, 'source', 'component')
      const [type, reason, message] = ['type', 'reason', 'message'].map((key) => textAt(event, key))
      return (
        `${by} ${textAt(event, 'involvedObject', 'kind')} ${type} ${reason}: ${message}`
          .replace(MELTED, '')
          // How far depends on what passes; where it ends stands in the sizes.
          .replace(/^(.*: Scaled .*)from \d+ to \d+$/, '$1from n to m')
          .replace(/(pod: .*)-[a-z0-9]{5}$/, '$1-*')
          // The Experiment's controller reads what a run was before from a cache that may not have its own last write: '' or Pending.
          .replace(/(AnalysisRun '.*') transitioned from (Pending)? -> Running/, '$1 transitioned to Running')
          .replaceAll(/\b[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, '#')
      )
    })
  return [...new Set(lines)].toSorted()
}

/** Whether what client-go's recorder lets pass may have been less than was said. */
export function isCut(events: readonly KubeObject[]): boolean {
  const said = new Map<string, number>()
  for (const event of events) {
    const about = textAt(event, 'involvedObject', 'uid')
    said.set(about, (said.get(about) ?? 0) + Number(event.count ?? 1))
  }
  const melted = events.some((event) => textAt(event, 'message').startsWith(MELTED))
  return melted || Math.max(0, ...said.values()) >= MOST_OF_ONE
}

const DITTO = '"'

/** Parts that are as in the line before become ditto marks; `undo` gives them back. */
function dittoed(lines: readonly string[], undo: boolean): readonly string[] {
  let before: readonly string[] = []
  return lines.map((line) => {
    if (isMark(line)) return line
    const parts = line.split(' | ')
    const same = (part: string, index: number) => parts.length === before.length && part === before[index]
    const next = parts.map((part, index) =>
      undo ? (part === DITTO ? (before[index] ?? '') : part) : same(part, index) ? DITTO : part,
    )
    before = undo ? next : parts
    return next.join(' | ')
  })
}

function entriesText(entries: readonly Entry[]): string {
  const lines = dittoed(
    entries.map(([line]) => line),
    false,
  )
  return entries.map(([, ms], index) => `${String(ms).padStart(6)} ${lines[index]}\n`).join('')
}

function entriesOf(text: string): readonly Entry[] {
  const rows = text.split('\n').filter(Boolean)
  const lines = dittoed(
    rows.map((row) => row.slice(7)),
    true,
  )
  return rows.map((row, index) => [lines[index] ?? '', Number(row.slice(0, 6))])
}

/** Who says it of what, and how: the first three words of an Event's line. */
const whoOf = (event: string): string => event.split(' ', 3).join(' ')

/** Who speaks stands before the first of the lines. */
const eventsText = (events: readonly string[]): string =>
  events
    .map((event, index) => {
      const who = whoOf(event)
      const told = `  ${event.slice(who.length + 1)}\n`
      return whoOf(events[index - 1] ?? '') === who ? told : `${who}\n${told}`
    })
    .join('')

function eventsOf(text: string): readonly string[] {
  let who = ''
  return text
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => {
      if (line.startsWith('  ')) return [`${who} ${line.slice(2)}`]
      who = line
      return []
    })
}

/** A recording as a file of text: each line after the milliseconds that it stood. */
export const recordingText = ({ status, sizes, events, eventsCut, objects, ...trace }: Recording): string =>
  [
    `## status\n${entriesText(status)}`,
    `## sizes\n${entriesText(sizes)}`,
    `## pictures\n${picturesText(trace)}`,
    `## events${eventsCut ? ', some of them' : ''}\n${eventsText(events)}`,
    `## objects\n${objects}`,
  ].join('')

/** The recording that a text is of. */
export function readRecording(text: string): Recording {
  const parts = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n')
        return [part.slice(0, end), part.slice(end + 1)] as const
      }),
  )
  const whole = parts.get('events')
  const some = parts.get('events, some of them')
  return {
    status: entriesOf(parts.get('status') ?? ''),
    sizes: entriesOf(parts.get('sizes') ?? ''),
    ...picturesOf(parts.get('pictures') ?? ''),
    events: eventsOf(whole ?? some ?? ''),
    eventsCut: whole === undefined,
    objects: parts.get('objects') ?? '',
  }
}
