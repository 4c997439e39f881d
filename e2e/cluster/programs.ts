import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CockpitError } from '../../lib/errors.ts'
import { type Component, type Program, programOf, type Setting } from './components.ts'
import { portIsFree } from './ports.ts'
import type { ProgramStart } from './protocol.ts'
import type { Reserved } from './reserved.ts'
import type { Supervisor } from './supervision.ts'
import { until } from './waits.ts'

export interface Programs {
  /** Starts a component of the cluster; its ports are let go just before. */
  start(component: Component): Promise<void>
  /** Starts a further program under a name of its own. */
  startOther(name: string, program: Program): Promise<void>
  /** Kills with SIGKILL; back when the process has gone and no port of it is taken. */
  kill(name: string): Promise<void>
  signal(name: string, signal: NodeJS.Signals): Promise<void>
  /** Waits for a program; fails at once when it dies instead, with the end of its log, and when all is stopped. */
  untilAnswers(name: string, probe: () => Promise<boolean>): Promise<void>
  readonly pids: Readonly<Record<string, number>>
}

export interface ProgramsSetting {
  readonly supervisor: Supervisor
  readonly setting: Setting
  readonly logFolder: string
  readonly extraFlags: Partial<Record<Component, readonly string[]>>
  readonly environments: Partial<Record<Component, Readonly<Record<string, string>>>>
  readonly reserved: Reserved
  readonly onDeath: (line: string) => void
}

const ANSWER_LIMIT_MS = 90_000
const SHOWN_LOG_LINES = 12

/** The programs of one cluster, by name. */
export async function createPrograms(options: ProgramsSetting): Promise<Programs> {
  const { supervisor, setting, logFolder, extraFlags, environments, reserved, onDeath } = options
  await mkdir(logFolder, { recursive: true })
  const pids: Record<string, number> = {}
  const deaths = new Map<string, string>()
  const wanted = new Set<string>()
  let over: string | undefined

  supervisor.onExit(({ name, code, signal }) => {
    delete pids[name]
    if (!wanted.delete(name)) return
    deaths.set(name, `${name} ended with ${signal ?? `exit code ${code}`}`)
    onDeath(`${name} ended with ${signal ?? `exit code ${code}`}, its log is ${logOf(name)}`)
  })
  // Of components that wait side by side one may fail the start; the others must not go on waiting.
  void supervisor.ended.then(() => {
    over = 'The cluster has been stopped'
  })
  const logOf = (name: string) => join(logFolder, `${name}.log`)

  async function launch(name: string, program: Pick<ProgramStart, 'file' | 'args' | 'env'>): Promise<void> {
    deaths.delete(name)
    wanted.add(name)
    pids[name] = await supervisor.start({ name, ...program, log: logOf(name) })
  }

  return {
    pids,
    start: async (component) => {
      await Promise.all(reserved[component].map((port) => port.release()))
      const { file, args } = programOf(component, setting)
      const env = environments[component] ?? {}
      await launch(component, { file, args: [...args, ...(extraFlags[component] ?? [])], env })
    },
    startOther: launch,
    kill: async (name) => {
      wanted.delete(name)
      await supervisor.kill(name)
      const ports = Object.entries(reserved).find(([component]) => component === name)?.[1] ?? []
      for (const { port } of ports) await until(`port ${port} is free`, () => portIsFree(port), Boolean)
    },
    signal: supervisor.signal,
    untilAnswers: async (name, probe) => {
      const answer = await until(
        `${name} answers`,
        async () => deaths.get(name) ?? over ?? (await probe()),
        (answer) => answer !== false,
        ANSWER_LIMIT_MS,
      )
      if (typeof answer === 'string')
        throw new CockpitError('unexpected', `${answer}:\n${await endOf(logOf(name))}`)
    },
  }
}

async function endOf(log: string): Promise<string> {
  // The log goes with the cluster, so after the end of it there is none to show.
  const text = await readFile(log, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-SHOWN_LOG_LINES).join('\n')
}
