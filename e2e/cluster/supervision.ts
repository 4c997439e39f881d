import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CockpitError } from '../../lib/errors.ts'
import type { Exit, Order, ProgramRun, ProgramStart, Report, RunResult } from './protocol.ts'

export interface Supervisor {
  readonly folder: string
  /** Process id of the supervisor itself. */
  readonly pid: number
  /** Starts a program and answers with its process id. */
  start(program: ProgramStart): Promise<number>
  run(run: ProgramRun): Promise<RunResult>
  signal(name: string, signal: NodeJS.Signals): Promise<void>
  /** Ends a program and waits until it is gone; one that is not there is no error. */
  kill(name: string): Promise<void>
  /** Hears of every program that ends while the cluster runs; returns how to stop hearing. */
  onExit(listener: (exit: Exit) => void): () => void
  /** Settles when every program has ended and the folder is removed, whatever the cause. */
  readonly ended: Promise<void>
  /** Ends every program and removes the folder; calling it again waits for the same end. */
  stop(): Promise<void>
}

type Answer = Extract<Report, { event: 'answer' }>

interface Waiting {
  resolve(answer: Answer): void
  reject(error: Error): void
}

const supervisorFile = fileURLToPath(new URL('./supervisor.ts', import.meta.url))

/** Starts the process that will own the programs of one cluster and outlives this one just long enough to end them. */
export async function createSupervisor(): Promise<Supervisor> {
  const child = spawn(process.execPath, [supervisorFile], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  const pids = new Map<string, number>()
  const listeners = new Set<(exit: Exit) => void>()
  const orders = createOrders(child)
  child.on('message', (report: Report) => {
    if (report.event !== 'exit') return
    pids.delete(report.exit.name)
    for (const listener of listeners) listener(report.exit)
  })
  const folder = await readyFolder(child)
  const ended = once(child, 'exit').then(() => cleanUpAfter(folder, pids))

  // A test runner's worker is told of its runner's death by this event only, and does not end because of it.
  const onOrphaned = () => void stop()
  process.once('disconnect', onOrphaned)

  async function stop(): Promise<void> {
    process.off('disconnect', onOrphaned)
    if (child.connected) child.send({ id: 0, order: { do: 'stop' } }, () => undefined)
    await ended
  }

  return {
    folder,
    pid: child.pid ?? 0,
    start: async (program) => {
      const { pid = 0 } = await orders.give({ do: 'start', program })
      pids.set(program.name, pid)
      return pid
    },
    run: async (run) => {
      const { result } = await orders.give({ do: 'run', run })
      return result ?? { code: null, stdout: '', stderr: '' }
    },
    signal: async (name, signal) => void (await orders.give({ do: 'signal', name, signal })),
    kill: async (name) => void (await orders.give({ do: 'kill', name })),
    onExit: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ended,
    stop,
  }
}

function createOrders(child: ChildProcess) {
  const waiting = new Map<number, Waiting>()
  let last = 0
  child.on('message', (report: Report) => {
    if (report.event !== 'answer' && report.event !== 'failure') return
    const one = waiting.get(report.id)
    waiting.delete(report.id)
    if (report.event === 'answer') one?.resolve(report)
    else one?.reject(new CockpitError('unexpected', report.message))
  })
  const refuse = () => new CockpitError('unexpected', 'The cluster has been stopped')
  child.once('exit', () => {
    for (const one of waiting.values()) one.reject(refuse())
    waiting.clear()
  })
  return {
    give: (order: Order) =>
      new Promise<Answer>((resolve, reject) => {
        if (!child.connected) return reject(refuse())
        last += 1
        waiting.set(last, { resolve, reject })
        const id = last
        child.send({ id, order }, (error) => {
          if (error && waiting.delete(id)) reject(refuse())
        })
        return undefined
      }),
  }
}

async function readyFolder(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (report: Report) => {
      if (report.event === 'ready') resolve(report.folder)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(
        new CockpitError('unexpected', `The supervisor of the cluster ended at once (exit code ${code})`),
      )
    })
  })
}

/** Nothing to do after an ordered end; after a kill -9 of the supervisor its work falls to us. */
function cleanUpAfter(folder: string, pids: ReadonlyMap<string, number>): void {
  if (!existsSync(folder)) return
  for (const pid of pids.values()) {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // ESRCH: it is gone already.
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}
