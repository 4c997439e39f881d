import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../bin/build.mjs'
import { root } from '../../bin/ensure.mjs'
import { listAt, textAt } from '../cluster/json.ts'
import { until } from '../cluster/waits.ts'
import { launch, type RunningCockpit, startCockpit } from '../server/cockpit.ts'

const folder = mkdtempSync(join(tmpdir(), 'cockpit-demo-start-'))
beforeAll(() => ensureBuilt(root))
afterAll(() => rmSync(folder, { recursive: true }))

const startDemo = (...args: readonly string[]) => startCockpit({ script: 'demo', args })

const ask = ({ origin, token }: RunningCockpit, path: string, command?: object) =>
  fetch(`${origin}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-cockpit': '1' },
    ...(command === undefined ? {} : { method: 'POST', body: JSON.stringify(command) }),
  })

const rowsOf = (demo: RunningCockpit, wanted: number) =>
  until(
    `${wanted} Rollouts are there`,
    async () => listAt(await (await ask(demo, '/api/c/demo/rollouts')).json(), 'rows'),
    (rows) => rows.length === wanted,
  )

describe('npm run demo', () => {
  it('opens on a canary that waits for a person, says what it is, and leaves nothing behind', async () => {
    const demo = await startDemo()
    const [, kubeconfig = ''] = /^For kubectl: export KUBECONFIG=(\S+)$/m.exec(demo.stdout()) ?? []
    try {
      expect(statSync(kubeconfig).mode & 0o777).toBe(0o600)
      expect(demo.path).toBe('/c/demo/webapp-canary/rollouts/frontend')
      expect((await fetch(`${demo.origin}${demo.path}`)).status).toBe(200)
      // The very first answer, for that is what the first paint is made of.
      const first = await (await ask(demo, `/api${demo.path}`)).json()
      expect(first.detail.row).toMatchObject({ phase: 'Paused', step: '1/5', pause: { waitsFor: 'person' } })
      expect(await (await ask(demo, '/api/clusters')).json()).toMatchObject({ demo: true, readOnly: false })
      const told = (await rowsOf(demo, 2)).map((row) => `${textAt(row, 'namespace')} ${textAt(row, 'phase')}`)
      expect(told.toSorted()).toEqual(['webapp-blue-green Paused', 'webapp-canary Paused'])
    } finally {
      await demo[Symbol.asyncDispose]()
    }
    expect(await demo.ended).toBe(0)
    expect(existsSync(dirname(kubeconfig))).toBe(false)
  })

  it('is driven from its own address, behind the guard of the product', async () => {
    await using demo = await startDemo()
    expect((await fetch(`${demo.origin}/demo/state`)).status).toBe(401)
    const foreign = { authorization: `Bearer ${demo.token}`, origin: 'http://evil.example' }
    expect((await fetch(`${demo.origin}/demo/state`, { headers: foreign })).status).toBe(403)
    const shipped = await ask(demo, '/demo/commands', { do: 'ship', namespace: 'webapp-canary', what: 'bad' })
    expect(shipped.status).toBe(200)
    await until(
      'the page knows of the bad version',
      async () => (await (await ask(demo, `/api${demo.path}`)).json()).detail.row.trouble,
      (trouble) => String(trouble).includes('ImagePullBackOff'),
    )
    const nonsense = await ask(demo, '/demo/commands', { do: 'rm' })
    expect([nonsense.status, (await nonsense.json()).error.kind]).toEqual([400, 'invalid'])
  })

  it('takes the flags of the start, a scenario, a speed and a file for kubectl', async () => {
    const file = join(folder, 'kubeconfig')
    const demo = await startDemo(
      '--read-only',
      '--scenario',
      'past-deadline',
      '--speed',
      '60',
      '--write-kubeconfig',
      file,
    )
    try {
      expect(demo.path).toBe('/c/demo/past-deadline/rollouts/frontend')
      expect(demo.stdout()).toMatch(/^Rollout Cockpit \S+, read-only, on a simulated cluster$/m)
      expect(readFileSync(file, 'utf8')).toContain('current-context: demo\n')
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(await (await ask(demo, '/demo/state')).json()).toMatchObject({ speed: 60 })
      const first = await (await ask(demo, `/api${demo.path}`)).json()
      expect(first.detail.row).toMatchObject({ phase: 'Degraded' })
      expect((await ask(demo, `/api${demo.path}/actions/abort`, { state: 'x' })).status).toBe(405)
    } finally {
      await demo[Symbol.asyncDispose]()
    }
    expect(existsSync(file)).toBe(false)
  })

  it('can be as empty as a new cluster', async () => {
    await using demo = await startDemo('--scenario', 'empty')
    expect(demo.path).toBe('/c/demo')
    expect(await rowsOf(demo, 0)).toEqual([])
  })
})

const here = '127.0.0.1'

/** A server in the way of the default port, unless there is one already. */
async function occupied(port: number): Promise<Server | null> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(null))
    server.listen(port, here, () => resolve(server))
  })
}

describe('a start of the demo that cannot be', () => {
  it('takes the next free port where none was asked for, and says so', async () => {
    const blocker = await occupied(3100)
    try {
      await using demo = await startCockpit({ script: 'demo', port: 'default' })
      expect(demo.port).toBeGreaterThan(3100)
      expect(demo.stdout()).toContain(`Port 3100 is taken by another program; this is port ${demo.port}.\n`)
    } finally {
      blocker?.close()
    }
  })

  it('ends in one sentence, and leaves no file', async () => {
    const blocker = await occupied(0)
    const address = blocker?.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const other = join(folder, 'other')
    writeFileSync(other, 'apiVersion: v1\n')
    const file = join(folder, 'never')
    const cases = [
      [
        ['--scenario', 'nonsense'],
        1,
        /^--scenario "nonsense" is none of the demo's\. There are canary, blue-green, .*empty\.\n$/,
      ],
      [['--speed', 'fast'], 2, '--speed must be a whole number from 1 to 600, not "fast".\n'],
      [['--kubeconfig', 'x'], 2, /^The demo brings its own cluster; .*\n$/],
      [
        ['--write-kubeconfig', other],
        1,
        `${other} is not the demo's own and stays as it is; choose another file.\n`,
      ],
      [
        ['--write-kubeconfig', join(folder, 'no', 'folder')],
        1,
        /^The kubeconfig could not be written to .* \(ENOENT\)\.\n$/,
      ],
      [
        ['--port', port, '--write-kubeconfig', file],
        1,
        /^Port \d+ on 127\.0\.0\.1 is taken by another program; port \d+ is free: --port \d+, or --port 0 for any\.\n$/,
      ],
    ] as const
    try {
      for (const [args, code, sentence] of cases) {
        const start = launch({ script: 'demo', args })
        expect([args, await start.ended]).toEqual([args, code])
        if (typeof sentence === 'string') expect(start.stderr()).toBe(sentence)
        else expect(start.stderr()).toMatch(sentence)
      }
    } finally {
      blocker?.close()
    }
    expect(readFileSync(other, 'utf8')).toBe('apiVersion: v1\n')
    expect(existsSync(file)).toBe(false)
  })

  it('--help names its flags and its scenarios', async () => {
    const start = launch({ script: 'demo', args: ['--help'] })
    expect(await start.ended).toBe(0)
    const { scenarioNames } = await import('../../lib/demo/main.ts')
    const words = ['--scenario', '--speed', '--write-kubeconfig', '--port', '--read-only']
    for (const word of [...words, ...scenarioNames]) expect(start.stdout()).toContain(word)
  })
})
