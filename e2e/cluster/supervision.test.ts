import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { isAlive } from '../support/processes.ts'
import { createSupervisor, type Supervisor } from './supervision.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** How long the end of what was told to end is waited for. */
const endsIn = { timeout: 10_000 }

interface Held {
  readonly folder: string
  readonly supervisor: number
  readonly program: number
}

/** A process that starts a supervisor with one program, says what it started, and then does `ending`. */
async function holder(ending: string): Promise<{ readonly child: ChildProcess; readonly held: Held }> {
  const script = `
    import { createSupervisor } from './e2e/cluster/supervision.ts'
    const { folder, pid, start } = await createSupervisor()
    const program = await start({ name: 'sleep', file: 'sleep', args: ['600'], log: folder + '/sleep.log' })
    process.stdout.write(JSON.stringify({ folder, supervisor: pid, program }) + '\\n')
    ${ending}`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = await once(child.stdout, 'data')
  return { child, held: JSON.parse(String(line)) }
}

async function expectNothingLeft({ folder, supervisor, program }: Held): Promise<void> {
  await expect
    .poll(() => [isAlive(program), isAlive(supervisor), existsSync(folder)], endsIn)
    .toEqual([false, false, false])
}

describe('when the process that started it ends', () => {
  it.each(['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s, nothing is left', async (signal) => {
    const { child, held } = await holder('')
    expect([isAlive(held.program), isAlive(held.supervisor), existsSync(held.folder)]).toEqual([
      true,
      true,
      true,
    ])
    child.kill(signal)
    await expectNothingLeft(held)
  })

  it.each([
    ['an uncaught exception', `throw new Error('boom')`],
    ['an unhandled rejection', `Promise.reject(new Error('boom'))`],
    ['process.exit', 'process.exit(0)'],
  ])('by %s, nothing is left', async (_, ending) => {
    const { held } = await holder(ending)
    await expectNothingLeft(held)
  })

  it('as a worker whose runner was killed, nothing is left', async () => {
    const script = `
      import { fork } from 'node:child_process'
      fork('./e2e/cluster/fixtures/worker.ts', { execArgv: [], stdio: ['ignore', 'inherit', 'ignore', 'ipc'] })`
    const runner = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = await once(runner.stdout, 'data')
    const held = JSON.parse(String(line))
    runner.kill('SIGKILL')
    try {
      await expectNothingLeft(held)
    } finally {
      process.kill(held.worker, 'SIGKILL')
    }
  })
})

describe('a supervisor', () => {
  let supervisor: Supervisor
  afterEach(() => supervisor.stop())

  it('runs a program with input and tells its output and exit code', async () => {
    supervisor = await createSupervisor()
    const args = ['-c', 'cat; echo trouble >&2; exit 3']
    const result = await supervisor.run({ file: 'sh', args, stdin: 'hello', timeoutMs: 10_000 })
    expect(result).toEqual({ code: 3, stdout: 'hello', stderr: 'trouble\n' })
  })

  it('ends a program that runs too long, with all that it started', async () => {
    supervisor = await createSupervisor()
    const args = ['-c', 'sleep 600 & echo $!; wait']
    // Enough for a shell to say its first word on a busy machine.
    const { code, stdout } = await supervisor.run({ file: 'sh', args, stdin: '', timeoutMs: 3_000 })
    expect(code).toBeNull()
    expect(stdout).toMatch(/^\d+\n$/)
    await expect.poll(() => isAlive(Number(stdout)), endsIn).toBe(false)
  })

  it('says what cannot be started', async () => {
    supervisor = await createSupervisor()
    const missing = { file: '/nonexistent/etcd', args: [], log: join(supervisor.folder, 'log') }
    await expect(supervisor.start({ name: 'etcd', ...missing })).rejects.toThrow('ENOENT')
  })

  it('lives on when a program cannot be run', async () => {
    supervisor = await createSupervisor()
    const missing = { file: '/nonexistent/kubectl', args: [], stdin: '', timeoutMs: 10_000 }
    await expect(supervisor.run(missing)).rejects.toThrow('ENOENT')
    const { stdout } = await supervisor.run({ ...missing, file: 'echo', args: ['still here'] })
    expect(stdout).toBe('still here\n')
  })

  it('reports a program that ends by itself, and keeps its output', async () => {
    supervisor = await createSupervisor()
    const heard = new Promise((resolve) => supervisor.onExit(resolve))
    const log = join(supervisor.folder, 'log')
    await supervisor.start({ name: 'brief', file: 'sh', args: ['-c', 'echo out; exit 7'], log })
    expect(await heard).toEqual({ name: 'brief', code: 7, signal: null })
    expect(readFileSync(log, 'utf8')).toBe('out\n')
  })

  it('can be stopped twice, and refuses orders afterwards', async () => {
    supervisor = await createSupervisor()
    await Promise.all([supervisor.stop(), supervisor.stop()])
    expect(existsSync(supervisor.folder)).toBe(false)
    await expect(supervisor.kill('etcd')).rejects.toThrow('The cluster has been stopped')
  })

  it('killed itself, leaves its work to the process that started it', async () => {
    supervisor = await createSupervisor()
    const log = join(supervisor.folder, 'log')
    const program = await supervisor.start({ name: 'sleep', file: 'sleep', args: ['600'], log })
    process.kill(supervisor.pid, 'SIGKILL')
    await supervisor.ended
    expect(existsSync(supervisor.folder)).toBe(false)
    await expect.poll(() => isAlive(program), endsIn).toBe(false)
  })
})
