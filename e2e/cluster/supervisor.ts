/**
 * The process that owns every program of one cluster and its folder. It lives in a session of its own, and its
 * channel to the process that started it is the life line: when that breaks, for whatever reason, all is ended
 * and removed. So an uncaught exception, Ctrl-C and kill -9 of the starter need no code of their own.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProgramRun, ProgramStart, Report, Request, RunResult } from './protocol.ts'

const programs = new Map<string, ChildProcess>()
const alive = new Set<ChildProcess>()
let ending: Promise<void> | undefined

// The starter's Ctrl-C and hang-up are not meant for us: it decides, or its end does.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('SIGTERM', end)
process.on('uncaughtException', end)
process.on('unhandledRejection', end)
process.on('disconnect', end)

const folder = mkdtempSync(join(tmpdir(), 'rollout-cockpit-'))

process.on('message', (request: Request) => {
  obey(request).catch((error) => {
    tell({
      event: 'failure',
      id: request.id,
      message: error instanceof Error ? error.message : String(error),
    })
  })
})
tell({ event: 'ready', folder })

async function obey({ id, order }: Request): Promise<void> {
  switch (order.do) {
    case 'start':
      return tell({ event: 'answer', id, pid: await start(order.program) })
    case 'run':
      return tell({ event: 'answer', id, result: await run(order.run) })
    case 'signal':
      signalGroup(programs.get(order.name), order.signal)
      return tell({ event: 'answer', id })
    case 'kill':
      await kill(programs.get(order.name))
      return tell({ event: 'answer', id })
    case 'stop':
      return end()
  }
}

async function start({ name, file, args, log, env = {} }: ProgramStart): Promise<number> {
  const output = openSync(log, 'a')
  const surroundings = { ...environment(), ...env }
  const child = spawn(file, args, { detached: true, stdio: ['ignore', output, output], env: surroundings })
  closeSync(output)
  const pid = await born(child)
  programs.set(name, child)
  child.once('exit', (code, signal) => {
    if (programs.get(name) === child) programs.delete(name)
    if (ending === undefined) tell({ event: 'exit', exit: { name, code, signal } })
  })
  return pid
}

async function run({ file, args, stdin, timeoutMs, env }: ProgramRun): Promise<RunResult> {
  const surroundings = env ? { ...env, TMPDIR: folder } : environment()
  const child = spawn(file, args, { detached: true, stdio: 'pipe', env: surroundings })
  const texts = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    texts.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    texts.stderr += text
  })
  // A program that ends without reading its input breaks the pipe; its exit code says what there is to say.
  child.stdin.on('error', () => undefined)
  await born(child)
  const closed = once(child, 'close')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), timeoutMs)
  child.stdin.end(stdin)
  await closed
  clearTimeout(timer)
  return { code: child.exitCode, ...texts }
}

async function born(child: ChildProcess): Promise<number> {
  await once(child, 'spawn')
  alive.add(child)
  child.once('exit', () => {
    alive.delete(child)
    signalGroup(child, 'SIGKILL')
  })
  if (ending !== undefined) signalGroup(child, 'SIGKILL')
  if (child.pid === undefined) throw new Error('the program has no process id')
  return child.pid
}

/** Each program leads a process group of its own, so that whatever it started goes with it. */
function signalGroup(child: ChildProcess | undefined, signal: NodeJS.Signals): void {
  if (child?.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // ESRCH: the group has ended by itself.
  }
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  signalGroup(child, 'SIGKILL')
  await gone
}

/** Programs see no home and no temporary folder but the cluster's, so that their caches go with it. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env
  return { PATH, NODE_ENV, HOME: folder, TMPDIR: folder, KUBECONFIG: join(folder, 'kubeconfig') }
}

function tell(report: Report): void {
  if (process.connected) process.send?.(report, undefined, undefined, () => undefined)
}

function end(): void {
  // The data is thrown away, and an asked API server takes a minute to leave while watches are open.
  ending ??= Promise.all([...alive].map(kill))
    .then(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }))
    .finally(() => process.exit(0))
}
