import { get } from 'node:http'
import { get as getSecurely } from 'node:https'
import { createScanner, type Scanner } from './scanner.ts'
import { monotonicMs } from './stats.ts'

/**
 * A process of its own that plays the viewers of one stream, so that neither the writer nor the server measured
 * shares its event loop. It speaks with its parent through process messages.
 */

export interface Opening {
  readonly type: 'open'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Of an https address. */
  readonly ca?: string
  readonly viewers: number
  /** The text that every item of the full list brings once, and how many items there are. */
  readonly full: { readonly marker: string; readonly times: number }
  readonly limitMs: number
}

export interface Watching {
  readonly type: 'watch'
  /** All markers begin with it and are equally long. */
  readonly prefix: string
  readonly markers: readonly string[]
  readonly limitMs: number
}

export type Order = Opening | Watching | { readonly type: 'close' }

export type Report =
  /** Milliseconds from the order to each viewer's full list, and the bytes of a whole one. */
  | { readonly type: 'opened'; readonly times: readonly (number | null)[]; readonly bytes: number }
  | { readonly type: 'ready' }
  /** Per marker the monotonic instant at which each viewer had it; and the bytes that came to each on average. */
  | {
      readonly type: 'seen'
      readonly times: Readonly<Record<string, readonly (number | null)[]>>
      readonly bytes: number
    }
  | { readonly type: 'closed' }
  | { readonly type: 'failed'; readonly message: string }

interface Viewer {
  onMarkers: (markers: readonly string[], at: number) => void
  scanner: Scanner | null
  bytes: number
  close(): void
}

let viewers: Viewer[] = []

const say = (report: Report) => void process.send?.(report)

function openViewer({ url, headers, ca }: Opening): Viewer {
  const options = { agent: false, headers: { accept: 'text/event-stream', ...headers }, ca } as const
  const request = (ca === undefined ? get : getSecurely)(url, options, (response) => {
    if (response.statusCode !== 200) say({ type: 'failed', message: `${url}: ${response.statusCode}` })
    response.on('data', (chunk: Buffer) => {
      const at = monotonicMs()
      viewer.bytes += chunk.length
      const markers = viewer.scanner?.feed(chunk) ?? []
      if (markers.length > 0) viewer.onMarkers(markers, at)
    })
    response.on('error', () => {})
  })
  request.on('error', () => {})
  const viewer: Viewer = { scanner: null, onMarkers: () => {}, bytes: 0, close: () => request.destroy() }
  return viewer
}

function rest(): void {
  for (const viewer of viewers) viewer.scanner = null
}

function open(order: Opening): void {
  const started = monotonicMs()
  const times: (number | null)[] = Array.from({ length: order.viewers }, () => null)
  let bytes = 0
  let waiting = order.viewers
  const done = () => {
    clearTimeout(limit)
    rest()
    say({ type: 'opened', times, bytes })
  }
  const limit = setTimeout(done, order.limitMs)
  viewers = times.map((_, index) => {
    const viewer = openViewer(order)
    const { marker } = order.full
    let counted = 0
    viewer.scanner = createScanner(marker, marker.length)
    viewer.onMarkers = (markers, at) => {
      if (times[index] !== null) return
      counted += markers.length
      if (counted < order.full.times) return
      times[index] = at - started
      bytes = viewer.bytes
      waiting -= 1
      if (waiting === 0) done()
    }
    return viewer
  })
}

function watch({ prefix, markers, limitMs }: Watching): void {
  const times = Object.fromEntries(markers.map((marker) => [marker, viewers.map((): number | null => null)]))
  const before = viewers.reduce((sum, { bytes }) => sum + bytes, 0)
  let waiting = markers.length * viewers.length
  const done = () => {
    clearTimeout(limit)
    rest()
    const after = viewers.reduce((sum, { bytes }) => sum + bytes, 0)
    say({ type: 'seen', times, bytes: (after - before) / viewers.length })
  }
  const limit = setTimeout(done, limitMs)
  for (const [index, viewer] of viewers.entries()) {
    viewer.scanner = createScanner(prefix, markers[0]?.length ?? 0)
    viewer.onMarkers = (found, at) => {
      for (const marker of found) {
        const row = times[marker]
        if (row === undefined || row[index] !== null) continue
        row[index] = at
        waiting -= 1
      }
      if (waiting === 0) done()
    }
  }
  say({ type: 'ready' })
}

function close(): void {
  for (const viewer of viewers) viewer.close()
  viewers = []
  say({ type: 'closed' })
}

process.on('message', (order: Order) => {
  if (order.type === 'open') open(order)
  else if (order.type === 'watch') watch(order)
  else close()
})
process.on('disconnect', () => process.exit(0))
// Ctrl-C goes to the whole group; the parent ends this process when it has measured or given up.
process.on('SIGINT', () => {})
