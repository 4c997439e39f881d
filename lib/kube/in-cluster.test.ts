// Loaded before the first test, whose time limit would otherwise have to cover seconds of loading.
import '@kubernetes/client-node'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadKubeconfig, requireContext } from './config.ts'
import { request } from './request.ts'
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts'
import { createKubeSource } from './source.ts'
import { createCollector, createFakeTiming, isFor, listed, listOf, status, thing } from './testing.ts'
import { makeAuthority, makeCertificate, type Pair } from './testing-tls.ts'
import { createTransport, type Transport } from './transport.ts'

const mount = 'var/run/secrets/kubernetes.io/serviceaccount'
let keys: string
let authority: Pair
let stranger: Pair
let serverPair: Pair

beforeAll(() => {
  keys = mkdtempSync(join(tmpdir(), 'in-cluster-keys-'))
  authority = makeAuthority(keys, 'authority')
  stranger = makeAuthority(keys, 'stranger')
  // A pod is told the address of the API server as a number, so its certificate is for a number.
  serverPair = makeCertificate(keys, authority, 'server', 'IP:127.0.0.1')
})
afterAll(() => rmSync(keys, { recursive: true }))

let root: string
let server: ScriptedServer
let accepted: string
let transport: Transport | null = null

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'in-cluster-'))
  server = await startScriptedServer({ cert: serverPair.cert, key: serverPair.key })
  server.always((exchange) => {
    if (exchange.headers.authorization !== `Bearer ${accepted}`)
      exchange.json(401, status(401, 'Unauthorized', 'Unauthorized'))
    else if (exchange.watch) exchange.stream()
    else if (isFor(exchange, 'rollouts')) exchange.json(200, listOf(7, [thing('cart', 6)]))
    else exchange.json(200, { path: exchange.path })
    return true
  })
})
afterEach(async () => {
  await transport?.close()
  transport = null
  await server.close()
  rmSync(root, { recursive: true })
})

/** Writes the account as the kubelet does: a folder of its own behind two links, of which the outer one is swapped in a single step. */
function mountAccount(version: string, files: Readonly<Record<string, string>>) {
  const folder = join(root, mount)
  mkdirSync(join(folder, version), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, version, name), text)
  symlinkSync(version, join(folder, '..data_tmp'))
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
  if (version !== '..first') return
  for (const name of Object.keys(files)) symlinkSync(join('..data', name), join(folder, name))
}

const account = (token: string, ca = authority) => ({
  'ca.crt': ca.cert,
  token: `${token}\n`,
  namespace: 'release-team',
})

async function podContext() {
  const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) }
  const found = await loadKubeconfig({ kubeconfig: null, env, root })
  expect(found.origin).toBe('the service account of this pod')
  return requireContext(found, null)
}

async function ask(path = '/version') {
  transport ??= createTransport(await podContext(), createFakeTiming())
  return request(transport, { method: 'GET', path })
}

test('a request goes through by the CA and the token that the pod was given', async () => {
  accepted = 'first-token'
  mountAccount('..first', account('first-token'))
  expect(await ask('/apis')).toEqual({ path: '/apis' })
})

test('without that CA it fails: another authority is not trusted, nor is everybody', async () => {
  accepted = 'first-token'
  mountAccount('..first', account('first-token', stranger))
  await expect(ask()).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(/unknown authority/),
  })
  expect(server.waiting()).toBe(0)
})

test('a CA file that is missing is named', async () => {
  const { 'ca.crt': _, ...rest } = account('first-token')
  mountAccount('..first', rest)
  await expect(ask()).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining(`${join(root, mount)}/ca.crt`),
  })
})

test('a token that the kubelet has replaced is read again, and a new CA is trusted', async () => {
  accepted = 'first-token'
  mountAccount('..first', account('first-token'))
  expect(await ask('/one')).toEqual({ path: '/one' })
  accepted = 'second-token'
  mountAccount('..second', account('second-token'))
  expect(await ask('/two')).toEqual({ path: '/two' })
  mountAccount('..third', account('second-token', stranger))
  await expect(ask('/three')).rejects.toMatchObject({ kind: 'unreachable' })
  mountAccount('..fourth', account('second-token'))
  expect(await ask('/four')).toEqual({ path: '/four' })
})

test('watches of the whole cluster run by it, and the namespace of the account is where a person is at home', async () => {
  accepted = 'first-token'
  mountAccount('..first', account('first-token'))
  const source = createKubeSource(await podContext(), { namespaces: null, timing: createFakeTiming() })
  expect(source.home).toEqual(['release-team'])
  const { emit, until } = createCollector()
  const leaving = new AbortController()
  const running = source.run(emit, leaving.signal)
  const first = await until(
    (event): event is Extract<typeof event, { type: 'listed' }> =>
      listed(event) && event.resource === 'rollouts',
  )
  expect(first.objects).toEqual([thing('cart', 6)])
  leaving.abort()
  await running
})
