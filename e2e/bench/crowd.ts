import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { CockpitError } from '../../lib/errors.ts'
import type { Opening, Order, Report, Watching } from './viewers.ts'

type Lookout = Omit<Watching, 'type'>
type Told<T extends Report['type']> = Extract<Report, { type: T }>
export type Seen = Told<'seen'>

/** The viewers of one stream, seen from the process that writes. */
export interface Crowd {
  open(order: Omit<Opening, 'type'>): Promise<Told<'opened'>>
  /** Looks out for the markers from the moment that this resolves. */
  lookOut(order: Lookout): Promise<{ readonly seen: Promise<Seen> }>
  close(): Promise<void>
  end(): Promise<void>
}

/** Starts the process of the viewers; an order it cannot carry out, or its end, rejects what waits for an answer. */
export function createCrowd(): Crowd {
  const child = fork(fileURLToPath(new URL('./viewers.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const tell = (order: Order) => void child.send(order)

  function answer<T extends Report['type']>(type: T): Promise<Told<T>> {
    const wanted = (report: Report): report is Told<T> => report.type === type
    return new Promise((resolve, reject) => {
      const settle = () => {
        child.off('message', hear)
        child.off('exit', ended)
      }
      const hear = (report: Report) => {
        if (report.type === 'failed') reject(new CockpitError('unexpected', report.message))
        else if (wanted(report)) resolve(report)
        else return
        settle()
      }
      const ended = () => {
        settle()
        reject(new CockpitError('unexpected', 'The process of the viewers has ended.'))
      }
      child.on('message', hear)
      child.on('exit', ended)
    })
  }

  return {
    open(order) {
      const opened = answer('opened')
      tell({ type: 'open', ...order })
      return opened
    },
    async lookOut(order) {
      const ready = answer('ready')
      const seen = answer('seen')
      tell({ type: 'watch', ...order })
      // Whoever waits for `ready` hears of a failure first; it is the same one.
      seen.catch(() => undefined)
      await ready
      return { seen }
    },
    async close() {
      const closed = answer('closed')
      tell({ type: 'close' })
      await closed
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}

/** What several crowds see of what `write` makes their servers send. */
export async function watchTogether(
  crowds: readonly Crowd[],
  order: Lookout,
  write: () => Promise<void>,
): Promise<readonly Seen[]> {
  const sights = await Promise.all(crowds.map((crowd) => crowd.lookOut(order)))
  const [seen] = await Promise.all([Promise.all(sights.map(({ seen }) => seen)), write()])
  return seen
}
