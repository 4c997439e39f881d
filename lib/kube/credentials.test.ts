import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCredentials } from './credentials.ts'
import { createFakeTiming, type FakeTiming } from './testing.ts'

let folder: string
let timing: FakeTiming
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
  return createCredentials(on, user, 'me', timing)
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
    const credentials = createCredentials(cluster, user, 'me', { ...timing, now })
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
    await expect(nonsense.read()).rejects.toMatchObject({ kind: 'unauthenticated' })
  })

  test('that hangs is not waited for longer than 30 s, runs again then, and says nothing late', async () => {
    const watcher = createServer()
    await once(watcher.listen(0, '127.0.0.1'), 'listening')
    const address = watcher.address()
    const port = typeof address === 'object' ? address?.port : null
    // The first run answers when the test lets go of the other end.
    const { user, runs } = plugin(
      `run > 1 ? { token: 'run-' + run } : await import('node:net').then(({ connect }) =>
        new Promise((answer) => connect(${port}, '127.0.0.1').resume().on('close', () => answer({ token: 'late' }))))`,
    )
    const started = once(watcher, 'connection')
    const credentials = open(user)
    const first = credentials.read()
    const [hanging] = await started
    timing.advance(29_000)
    const second = credentials.read()
    timing.advance(1_000)
    for (const reading of [first, second])
      await expect(reading).rejects.toThrow('The credentials of user me were not given within 30 s.')
    const used = await credentials.read()
    expect(used.headers).toEqual({ Authorization: 'Bearer run-2' })
    hanging.destroy()
    await once(watcher.close(), 'close')
    await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('ProcessWrap'))
    expect(await credentials.read()).toEqual(used)
    expect(credentials.renew(used)).toBe(true)
    expect(runs()).toHaveLength(2)
    expect((await credentials.read()).headers).toEqual({ Authorization: 'Bearer run-3' })
  })
})
