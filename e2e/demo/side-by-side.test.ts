import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ensureBuilt } from '../../bin/build.mjs'
import { root } from '../../bin/ensure.mjs'
import { listAt, textAt } from '../cluster/json.ts'
import { launch, line, type RunningCockpit, startCockpit } from '../server/cockpit.ts'
import { commandLinesWith } from '../support/processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'cockpit-demos-'))
const shared = join(folder, 'kubeconfig')
beforeAll(() => ensureBuilt(root))
afterAll(() => rmSync(folder, { recursive: true }))

const apiIn = (kubeconfig: string): string => textAt(parse(kubeconfig), 'clusters.0.cluster.server')

async function isOpen(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** How many Rollouts a demo shows. */
async function rollouts({ origin, token }: RunningCockpit): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${origin}/api/c/demo/rollouts`, { headers })
  return listAt(await answer.json(), 'rows').length
}

it('two demos that start at once have a port and a cluster each', async () => {
  const starts = [1, 2].map(() => startCockpit({ script: 'demo', port: 'default' }))
  const demos = await Promise.all(starts)
  try {
    expect(new Set(demos.map(({ port }) => port)).size).toBe(2)
    expect(await Promise.all(demos.map(rollouts))).toEqual([2, 2])
  } finally {
    for (const demo of demos) await demo[Symbol.asyncDispose]()
  }
})

describe('Ctrl-C leaves nothing behind', () => {
  // Temporary files of their own, by which what is left is known.
  const ownFolder = () => mkdtempSync(join(folder, 'tmp-'))
  const kubeconfigs = (TMPDIR: string) =>
    readdirSync(TMPDIR).filter((name) => name.startsWith('rollout-cockpit-demo-'))

  it.each([
    ['in its folder', []],
    ['where it is wanted', ['--write-kubeconfig', shared]],
  ] as const)('as soon as the kubeconfig is there, %s', async (_where, args) => {
    const TMPDIR = ownFolder()
    const start = launch({ script: 'demo', args: ['--port', '0', ...args], env: { TMPDIR } })
    const [, kubeconfig = ''] = await line(start, /^For kubectl: export KUBECONFIG=(\S+)$/m)
    expect(existsSync(kubeconfig)).toBe(true)
    start.child.kill('SIGINT')
    await start.ended
    // With the code of the signal, or with 0 where the machine was slow and it listened already.
    expect([130, 0]).toContain(start.child.exitCode)
    expect([existsSync(kubeconfig), kubeconfigs(TMPDIR), commandLinesWith(kubeconfig)]).toEqual([
      false,
      [],
      [],
    ])
  })

  it('while it runs', async () => {
    const TMPDIR = ownFolder()
    const args = ['--write-kubeconfig', join(TMPDIR, 'wanted')]
    for (const more of [[], args]) {
      const demo = await startCockpit({ script: 'demo', args: more, env: { TMPDIR } })
      const [, kubeconfig = ''] = /^For kubectl: export KUBECONFIG=(\S+)$/m.exec(demo.stdout()) ?? []
      const api = apiIn(readFileSync(kubeconfig, 'utf8'))
      demo.child.kill('SIGINT')
      expect(await demo.ended).toBe(0)
      expect(await Promise.all([isOpen(demo.origin), isOpen(api)])).toEqual([false, false])
      expect([existsSync(kubeconfig), kubeconfigs(TMPDIR), commandLinesWith(TMPDIR)]).toEqual([false, [], []])
    }
  })
})

it('one that is killed leaves nothing that runs, and no file that misleads the next', async () => {
  const start = () => startCockpit({ script: 'demo', args: ['--write-kubeconfig', shared] })
  const killed = await start()
  const left = readFileSync(shared, 'utf8')
  killed.child.kill('SIGKILL')
  await killed.ended
  expect(commandLinesWith(shared)).toEqual([])
  expect(await Promise.all([isOpen(killed.origin), isOpen(apiIn(left))])).toEqual([false, false])
  expect(readFileSync(shared, 'utf8')).toBe(left)

  await using next = await start()
  expect(await rollouts(next)).toBe(2)
  expect(await isOpen(apiIn(readFileSync(shared, 'utf8')))).toBe(true)
})
