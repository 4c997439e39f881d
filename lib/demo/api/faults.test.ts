import { once } from 'node:events'
import { createServer } from 'node:http'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStore } from '../objects/store.ts'
import { createFaults, type Fault, type Faults, noFault } from './faults.ts'
import { type Api, startApi } from './server.ts'

let faults: Faults
let api: Api

beforeEach(async () => {
  const store = createStore({ now: Date.now })
  store.create('namespaces', { metadata: { name: 'shop' } })
  faults = createFaults()
  api = await startApi({ store, now: Date.now, faults })
})
afterEach(() => api.close())

const set = (fault: Partial<Fault>) => faults.set({ ...noFault, ...fault })

function open(path: string, method = 'GET', body = '') {
  const { hostname, port } = new URL(api.url)
  const headers = {
    authorization: `Bearer ${api.identities.operator.token}`,
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
  }
  const asked = request({ hostname, port, path, method, headers, ca: api.ca, agent: false })
  asked.end(body)
  return asked
}

async function ask(path: string, method = 'GET', body = '') {
  const [response] = await once(open(path, method, body), 'response')
  return { code: response.statusCode, body: JSON.parse(await text(response)) }
}

const pods = '/api/v1/namespaces/shop/pods'
const rollouts = '/apis/argoproj.io/v1alpha1/rollouts'

describe('an API with a fault', () => {
  test('hangs up, and answers again when the fault is over', async () => {
    set({ kind: 'outage' })
    await expect(ask(pods)).rejects.toThrow(/socket hang up|ECONNRESET/)
    set({})
    expect((await ask(pods)).code).toBe(200)
  })

  test('is silent until the fault is over, which cuts who waits', async () => {
    const server = createServer(faults.guard((_request, response) => response.end('heard')))
    faults.onChange(() => server.closeAllConnections())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    set({ kind: 'silence' })
    const arrived = once(server, 'request')
    const waiting = fetch(`http://127.0.0.1:${port}`)
    await arrived
    set({})
    await expect(waiting).rejects.toThrow('fetch failed')
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('heard')
    server.close()
    server.closeAllConnections()
  })

  test.each([
    ['unavailable', 503, 'ServiceUnavailable'],
    ['unauthorized', 401, 'Unauthorized'],
  ] as const)('%s answers %d with a Status', async (kind, code, reason) => {
    set({ kind })
    expect(await ask(pods)).toMatchObject({ code, body: { kind: 'Status', reason } })
  })

  test('without Argo Rollouts serves and names none of it, and all else', async () => {
    set({ kind: 'no-crd' })
    expect((await ask(rollouts)).code).toBe(404)
    expect((await ask('/apis/argoproj.io/v1alpha1')).code).toBe(404)
    expect(JSON.stringify((await ask('/apis')).body)).not.toContain('argoproj.io')
    expect((await ask(pods)).code).toBe(200)
    set({})
    expect((await ask(rollouts)).code).toBe(200)
    expect(JSON.stringify((await ask('/apis')).body)).toContain('argoproj.io')
  })

  test('ends a watch when it begins and when it is over', async () => {
    for (const kind of ['read-only', 'none'] as const) {
      const watch = open(`${pods}?watch=true`)
      const [response] = await once(watch, 'response')
      response.on('error', () => undefined)
      watch.on('error', () => undefined)
      const closed = new Promise((resolve) => response.once('close', resolve))
      set({ kind })
      await closed
    }
  })
})

describe('an identity with fewer rights', () => {
  const may = async (verb: string, resource: string, namespace = '', group = '') => {
    const spec = { resourceAttributes: { verb, resource, namespace, group } }
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
    return (await ask(path, 'POST', JSON.stringify({ spec }))).body.status.allowed
  }

  test('sees every namespace but the one, and therefore not all at once', async () => {
    set({ kind: 'forbid', namespace: 'shop' })
    expect(await ask(pods)).toMatchObject({ code: 403, body: { reason: 'Forbidden' } })
    expect((await ask('/api/v1/namespaces/default/pods')).code).toBe(200)
    expect((await ask(rollouts)).code).toBe(403)
    expect((await ask('/api/v1/namespaces/shop')).code).toBe(403)
    expect((await ask('/api/v1/namespaces')).code).toBe(200)
    expect([
      await may('list', 'pods', 'shop'),
      await may('list', 'pods', 'default'),
      await may('list', 'pods'),
    ]).toEqual([false, true, false])
  })

  test('may do nothing, or nothing with one resource', async () => {
    set({ kind: 'forbid' })
    expect([(await ask(pods)).code, (await ask(rollouts)).code]).toEqual([403, 403])
    set({ kind: 'forbid', resource: 'pods' })
    expect([(await ask(pods)).code, (await ask(rollouts)).code]).toEqual([403, 200])
  })

  test('may look and not write', async () => {
    set({ kind: 'read-only' })
    expect((await ask(pods)).code).toBe(200)
    const body = JSON.stringify({ metadata: { name: 'x' } })
    expect((await ask('/api/v1/namespaces/shop/configmaps', 'POST', body)).code).toBe(403)
    expect([await may('patch', 'rollouts', 'shop', 'argoproj.io'), await may('get', 'pods')]).toEqual([
      false,
      true,
    ])
  })

  interface Rule {
    readonly verbs: readonly string[]
    readonly apiGroups: readonly string[]
    readonly resources: readonly string[]
  }
  const rulesIn = async (namespace: string): Promise<readonly Rule[]> => {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews'
    return (await ask(path, 'POST', JSON.stringify({ spec: { namespace } }))).body.status.resourceRules
  }
  const verbsOf = (rules: readonly Rule[], resource: string) =>
    rules.filter(({ resources }) => resources.includes(resource)).flatMap(({ verbs }) => verbs)

  test('is told in a list of its rules what each question is answered', async () => {
    set({ kind: 'read-only' })
    const looking = await rulesIn('shop')
    expect(looking.flatMap(({ apiGroups, resources }) => [...apiGroups, ...resources])).not.toContain('*')
    expect(['rollouts', 'pods/log', 'namespaces'].map((one) => verbsOf(looking, one))).toEqual(
      Array.from({ length: 3 }, () => ['get', 'list', 'watch']),
    )
    expect(verbsOf(looking, 'selfsubjectaccessreviews')).toContain('create')
    set({ kind: 'forbid', namespace: 'shop' })
    expect(verbsOf(await rulesIn('shop'), 'pods')).toEqual([])
    expect(verbsOf(await rulesIn('shop'), 'clusteranalysistemplates')).toContain('list')
    expect(verbsOf(await rulesIn('default'), 'pods')).toContain('delete')
    set({ kind: 'forbid', resource: 'pods' })
    expect(verbsOf(await rulesIn('shop'), 'pods')).toEqual([])
    expect(verbsOf(await rulesIn('shop'), 'rollouts')).toContain('patch')
  })
})
