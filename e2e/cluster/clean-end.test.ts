import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { commandLinesWith } from '../support/processes.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { startCluster } from './cluster.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe.skipIf(!requireCluster())('nothing is left', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cockpit-clean-end-'))
    vi.stubEnv('TMPDIR', folder)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  const left = async () => ({ files: await readdir(folder), processes: commandLinesWith(folder) })
  const nothing = { files: [], processes: [] }

  it('after a start that fails because a component dies, and the failure shows the end of its log', async () => {
    const start = startCluster({ extraFlags: { 'kube-scheduler': ['--no-such-flag'] } })
    await expect(start).rejects.toThrow('kube-scheduler ended with exit code 1')
    await expect(start).rejects.toThrow('unknown flag: --no-such-flag')
    expect(await left()).toEqual(nothing)
  })

  it('to wait for after a start that failed: the process ends by itself', async () => {
    const script = `
      import { startCluster } from './e2e/cluster/cluster.ts'
      await startCluster({ extraFlags: { 'rollouts-controller': ['--no-such-flag'] } }).catch(() => undefined)
      process.stdout.write('failed')`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await once(child.stdout, 'data')
    const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(10_000) })
    expect(code).toBe(0)
  })

  it('after a start that fails because a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const start = startCluster({ extraFlags: { 'kube-apiserver': [`--secure-port=${port}`] } })
    await expect(start).rejects.toThrow(/kube-apiserver ended with[\s\S]*address already in use/)
    expect(await left()).toEqual(nothing)
    server.close()
  })

  it.each(['SIGKILL', 'SIGINT'] as const)('of npm run cluster after %s', async (signal) => {
    const command = runMain('--scenario', 'canary')
    await command.says('Press Ctrl-C')
    expect(commandLinesWith(folder).length).toBeGreaterThanOrEqual(6)
    command.child.kill(signal)
    const [code] = await once(command.child, 'exit')
    await expect.poll(left, { timeout: 10_000 }).toEqual(nothing)
    if (signal === 'SIGKILL') return
    expect(code).toBe(0)
    expect(command.output()).toContain('Everything is stopped and removed.')
  })

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'of npm run cluster after %s in the middle of its start',
    async (signal) => {
      const command = runMain('--scenario', 'canary')
      await command.says('etcd and kube-apiserver ready')
      command.child.kill(signal)
      await expect.poll(left, { timeout: 10_000 }).toEqual(nothing)
    },
  )

  it('of npm run cluster when it is asked for a scenario that does not exist', async () => {
    const { child, output } = runMain('--scenario', 'rainbow')
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(output()).toBe('There is no scenario "rainbow"; there are canary, blue-green and all.\n')
    expect(await left()).toEqual(nothing)
  })
})

interface Running {
  readonly child: ChildProcess
  output(): string
  says(text: string): Promise<void>
}

function runMain(...args: readonly string[]): Running {
  const child = spawn(process.execPath, ['e2e/cluster/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk
    })
  }
  return {
    child,
    output: () => text,
    says: (words) => expect.poll(() => text, { timeout: 60_000 }).toContain(words),
  }
}
