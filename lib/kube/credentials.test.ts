import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCredentials } from './credentials.ts'
import { createFakeTiming, type FakeTiming } from './testing.ts'

let folder: string
let timing: FakeTiming
const env = { PATH: process.env.PATH, COCKPIT_TOKEN: 'the-session-secret' }
const cluster = { server: 'http://127.0.0.1:1' }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'))
  timing = createFakeTiming()
})
afterEach(() => {
  expect(timing.alarms()).toBe(0)
  rmSync(folder, { recursive: true })
})

function open(user: Record<string, unknown>, on: Record<string, unknown> = cluster) {
  return createCredentials({ cluster: on, user, userName: 'me', env }, timing)
}

/** A plugin that notes each run and what it was told, and answers with a token that counts the runs. */
function plugin(status: string, more: Record<string, unknown> = {}) {
  const log = join(folder, 'runs')
  const script = join(folder, 'plugin.mjs')
  writeFileSync(log, '')
  writeFileSync(
    script,
    `import { appendFileSync, readFileSync } from 'node:fs'
    appendFileSync(${JSON.stringify(log)}, process.env.KUBERNETES_EXEC_INFO + ' ' + process.env.MINE + '\\n')
    const run = readFileSync(${JSON.stringify(log)}, 'utf8').split('\\n').length - 1
    console.log(JSON.stringify({ status: ${status} }))`,
  )
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: process.execPath,
    args: [script],
    env: [{ name: 'MINE', value: 'yes' }],
    ...more,
  }
  return { user: { exec }, runs: () => readFileSync(log, 'utf8').trim().split('\n') }
}

describe('fixed credentials', () => {
  test('a token is sent as it is, trimmed', async () => {
    const { headers } = await open({ token: 'abc\n' }).read()
    expect(headers).toEqual({ Authorization: 'Bearer abc' })
  })

  test('user and password are sent as basic', async () => {
    const { headers } = await open({ username: 'me', password: 'pässword' }).read()
    expect(headers).toEqual({ Authorization: `Basic ${Buffer.from('me:pässword').toString('base64')}` })
  })

  test('whom to act as is sent along', async () => {
    const user = {
      token: 't',
      as: 'jane',
      'as-uid': '7',
      'as-groups': ['devs', 'ops'],
      'as-user-extra': { 'example.com/reason': ['a', 'b'] },
    }
    expect((await open(user).read()).headers).toEqual({
      Authorization: 'Bearer t',
      'Impersonate-User': 'jane',
      'Impersonate-Uid': '7',
      'Impersonate-Group': ['devs', 'ops'],
      'Impersonate-Extra-example.com%2Freason': ['a', 'b'],
    })
  })

  test('a context without a user still trusts the authority of its cluster', async () => {
    const on = { server: 'https://x', 'certificate-authority-data': Buffer.from('CA').toString('base64') }
    const { headers, tls } = await open({}, on).read()
    expect(headers).toEqual({})
    expect(String(tls.ca)).toBe('CA')
    expect(tls.verify).toBe(true)
  })

  test('cannot be renewed, so a 401 is not asked for twice', async () => {
    const credentials = open({ token: 'abc' })
    expect(credentials.renew(await credentials.read())).toBe(false)
  })
})

describe('a token in a file', () => {
  test('beats an inline one, and is read again after a 401', async () => {
    const tokenFile = join(folder, 'token')
    writeFileSync(tokenFile, 'one\n')
    const credentials = open({ token: 'inline', tokenFile })
    const first = await credentials.read()
    expect(first.headers).toEqual({ Authorization: 'Bearer one' })
    writeFileSync(tokenFile, 'two\n')
    expect(credentials.renew(first)).toBe(true)
    expect((await credentials.read()).headers).toEqual({ Authorization: 'Bearer two' })
  })

  test('that is missing is named', async () => {
    const tokenFile = join(folder, 'no-token')
    await expect(open({ tokenFile }).read()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(`^The file ${tokenFile} of user me cannot be read`),
    })
  })
})

describe('a credentials plugin', () => {
  test('runs once for all who wait, and not again before its answer expires', async () => {
    const { user, runs } = plugin(
      "{ token: 'run-' + run + '\\n', expirationTimestamp: '2999-01-01T00:00:00Z' }",
    )
    const credentials = open(user)
    const all = await Promise.all([credentials.read(), credentials.read(), credentials.read()])
    expect(all.map(({ headers }) => headers.Authorization)).toEqual(Array(3).fill('Bearer run-1'))
    await credentials.read()
    const [told, ...others] = runs()
    expect(others).toEqual([])
    expect(told).toBe(
      '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false}} yes',
    )
  })

  test('runs again when its answer has expired', async () => {
    const { user } = plugin("{ token: 'run-' + run, expirationTimestamp: '2001-01-01T00:00:00Z' }")
    const credentials = open(user)
    expect((await credentials.read()).headers).toEqual({ Authorization: 'Bearer run-1' })
    expect((await credentials.read()).headers).toEqual({ Authorization: 'Bearer run-2' })
  })

  test('runs again after a 401, once for all who met it, and at most once a minute', async () => {
    const { user, runs } = plugin("{ token: 'run-' + run }")
    const credentials = open(user)
    const first = await credentials.read()
    expect(credentials.renew(first)).toBe(true)
    const second = await credentials.read()
    expect(second.headers).toEqual({ Authorization: 'Bearer run-2' })
    expect(credentials.renew(first)).toBe(true)
    expect(credentials.renew(second)).toBe(false)
    expect((await credentials.read()).headers).toEqual({ Authorization: 'Bearer run-2' })
    timing.advance(60_000)
    expect(credentials.renew(second)).toBe(true)
    await credentials.read()
    expect(runs()).toHaveLength(3)
  })

  test('runs again after a 401 although the clock was set back by an hour', async () => {
    const clock = { ahead: 0 }
    const { user } = plugin("{ token: 'run-' + run }")
    const now = () => timing.now() + clock.ahead
    const credentials = createCredentials({ cluster, user, userName: 'me', env }, { ...timing, now })
    expect(credentials.renew(await credentials.read())).toBe(true)
    clock.ahead = -3_600_000
    expect(credentials.renew(await credentials.read())).toBe(true)
  })

  test('may bring a certificate, and is told of the cluster when it asks for that', async () => {
    const { user, runs } = plugin("{ clientCertificateData: 'CERT', clientKeyData: 'KEY' }", {
      provideClusterInfo: true,
    })
    const on = {
      ...cluster,
      extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } }],
    }
    const { tls, headers } = await open(user, on).read()
    expect(tls).toMatchObject({ cert: 'CERT', key: 'KEY' })
    expect(headers).toEqual({})
    expect(runs()[0]).toContain('"cluster":{"server":"http://127.0.0.1:1","config":{"audience":"x"}}')
  })

  test('runs once for the contexts of one user that wait, and for each where it is told of the cluster', async () => {
    const both = async (more: Record<string, unknown>) => {
      const { user, runs } = plugin("{ token: 'run-' + run }", more)
      const read = await Promise.all([open(user).read(), open(user, { server: 'http://127.0.0.1:2' }).read()])
      return [read.map(({ headers }) => headers.Authorization), runs().length]
    }
    expect(await both({})).toEqual([['Bearer run-1', 'Bearer run-1'], 1])
    expect(await both({ provideClusterInfo: true })).toEqual([['Bearer run-1', 'Bearer run-2'], 2])
  })

  test('runs again for a context that asks when the run of another is over', async () => {
    const { user } = plugin("{ token: 'run-' + run }")
    await open(user).read()
    expect((await open(user).read()).headers).toEqual({ Authorization: 'Bearer run-2' })
  })

  test('that is missing, fails or talks nonsense is named', async () => {
    const missing = open({ exec: { command: 'no-such-plugin-here' } })
    await expect(missing.read()).rejects.toMatchObject({
      kind: 'unauthenticated',
      message:
        'The credentials plugin no-such-plugin-here of user me is not installed here, or not on the PATH.',
    })
    const args = ['-e', 'console.error("please log in with eyJhbGciOiJSUzI1NiJ9.e30.x"); process.exit(3)']
    await expect(open({ exec: { command: process.execPath, args } }).read()).rejects.toThrow(
      /of user me failed: please log in with …$/,
    )
    const nonsense = open({ exec: { command: process.execPath, args: ['-e', 'console.log("{}")'] } })
    await expect(nonsense.read()).rejects.toThrow(/of user me failed: its answer is no ExecCredential/)
    await expect(open({ exec: {} }).read()).rejects.toThrow('names no command')
  })

  test('runs with nothing to read, and without the secret of the session', async () => {
    const script =
      'process.stdin.resume().on("end", () => console.log(JSON.stringify({ status: { token: "secret is " + process.env.COCKPIT_TOKEN } })))'
    const credentials = open({ exec: { command: process.execPath, args: ['-e', script] } })
    expect((await credentials.read()).headers).toEqual({ Authorization: 'Bearer secret is undefined' })
  })

  describe('that hangs', () => {
    let watcher: Server
    beforeEach(async () => {
      watcher = createServer().listen(0, '127.0.0.1')
      await once(watcher, 'listening')
    })
    afterEach(() => once(watcher.close(), 'close'))

    // Its first run never answers; a program that it has started holds a connection for as long as it lives.
    const hangsOnce = () => {
      const address = watcher.address()
      const port = typeof address === 'object' ? address?.port : null
      const connect = `require('node:net').connect(${port}, '127.0.0.1').resume()`
      return plugin(
        `run > 1 ? { token: 'run-' + run } : await import('node:child_process').then(({ spawn }) =>
          new Promise(() => spawn(process.execPath, ['-e', ${JSON.stringify(connect)}], { stdio: 'inherit' })))`,
      )
    }

    test('is not waited for longer than 30 s, is ended with all it has started, and runs again then', async () => {
      const { user, runs } = hangsOnce()
      const started = once(watcher, 'connection')
      const credentials = open(user)
      const first = credentials.read()
      const [held] = await started
      const ended = once(held.resume(), 'close')
      timing.advance(29_000)
      const second = credentials.read()
      timing.advance(1_000)
      for (const reading of [first, second])
        await expect(reading).rejects.toThrow('The credentials of user me were not given within 30 s.')
      await ended
      const used = await credentials.read()
      expect(used.headers).toEqual({ Authorization: 'Bearer run-2' })
      expect(credentials.renew(used)).toBe(true)
      expect(runs()).toHaveLength(2)
      expect((await credentials.read()).headers).toEqual({ Authorization: 'Bearer run-3' })
    })

    test('ends with the process that runs it', async () => {
      const { user } = hangsOnce()
      const started = once(watcher, 'connection')
      const module = JSON.stringify(new URL('./credentials.ts', import.meta.url).href)
      const account = JSON.stringify({ cluster, user, userName: 'me', env })
      const cockpit = spawn(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `process.stdin.once('data', () => process.exit())
        await (await import(${module})).createCredentials(${account}).read()`,
        ],
        { stdio: ['pipe', 'inherit', 'inherit'] },
      )
      const [held] = await started
      const ended = once(held.resume(), 'close')
      cockpit.stdin.write('go')
      await ended
    })

    test('keeps others of the same user waiting: no two run at once', async () => {
      const { user, runs } = hangsOnce()
      const started = once(watcher, 'connection')
      const here = open(user)
      const hanging = here.read()
      const [held] = await started
      const order: string[] = []
      held.resume().on('close', () => order.push('ended'))
      timing.advance(20_000)
      const there = open(user).read()
      timing.advance(10_000)
      await expect(hanging).rejects.toThrow('not given within 30 s')
      expect((await there).headers).toEqual({ Authorization: 'Bearer run-2' })
      expect(order).toEqual(['ended'])
      expect(runs()).toHaveLength(2)
    })

    test('and is given up before its turn has come never runs', async () => {
      const { user, runs } = hangsOnce()
      const started = once(watcher, 'connection')
      const readings = [open(user).read(), open(user).read()]
      await started
      timing.advance(30_000)
      for (const reading of readings) await expect(reading).rejects.toThrow('not given within 30 s')
      await open(user).read()
      expect(runs()).toHaveLength(2)
    })
  })
})
