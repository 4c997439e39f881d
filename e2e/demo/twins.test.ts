import { Agent, request } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import known from '../../lib/demo/api/fields/known.json' with { type: 'json' }
import { type Api as Demo, startApi } from '../../lib/demo/api/server.ts'
import { objectAt, listAt as textsIn } from '../../lib/demo/objects/json.ts'
import { apiVersionOf, kindOf, type ResourceName, resourceNames } from '../../lib/demo/objects/kinds.ts'
import { createStore } from '../../lib/demo/objects/store.ts'
import { type Api, type ApiAccess, createApi } from '../cluster/api.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { at, type JsonObject, type JsonValue, listAt, textAt } from '../cluster/json.ts'
import { installMesh } from '../cluster/scenarios/mesh.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { knownFields, readDocuments } from './known-fields.ts'
import { deployment, rollout, service } from './objects.ts'

const possible = requireCluster()
let cluster: Cluster
let demo: Demo
let twin: Api

beforeAll(async () => {
  if (!possible) return
  cluster = await startCluster({ contextName: 'twins' })
  await installMesh(cluster)
  demo = await startApi({ store: createStore({ now: Date.now }), now: Date.now })
  twin = createApi({ server: demo.url, ca: demo.ca, token: demo.identities.operator.token })
})
afterAll(async () => {
  if (!possible) return
  await twin.close()
  await demo.close()
  await cluster.stop()
})

const place = '/api/v1/namespaces/twin'
const maps = `${place}/configmaps`
const rollouts = '/apis/argoproj.io/v1alpha1/namespaces/twin/rollouts'
const deployments = '/apis/apps/v1/namespaces/twin/deployments'
const reviews = '/apis/authorization.k8s.io/v1'
const json = 'application/json-patch+json'
const merge = 'application/merge-patch+json'
const strategic = 'application/strategic-merge-patch+json'
const apply = 'application/apply-patch+yaml'

type Call = readonly [
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: JsonValue,
  type?: string,
]

const web = deployment('twin', 'web')
const webWith = (spec: Readonly<Record<string, JsonValue>>): JsonValue => ({
  ...web,
  spec: { ...Object(web.spec), ...spec },
})

const movedBy = (rollingUpdate: JsonObject): JsonValue => webWith({ strategy: { rollingUpdate } })

/** With fields that no kind has: at the top, in the metadata, in the spec and in a container. */
const typoed = (object: JsonObject): JsonObject => {
  const spec = objectAt(object, 'spec')
  const template = objectAt(spec, 'template')
  const containers = listAt(template, 'spec.containers').map((one) => ({ ...one, imag: 'x' }))
  return {
    ...object,
    metadata: { ...objectAt(object, 'metadata'), nam: 'x' },
    spec: { ...spec, replica: 1, template: { ...template, template: 1, spec: { containers } } },
    sepc: {},
  }
}

/** Answered alike to the letter: code, reason, message and causes. */
const alike: readonly Call[] = [
  ['POST', '/api/v1/namespaces', { metadata: { name: 'twin' } }],
  ['POST', '/api/v1/namespaces', { metadata: { name: 'twin' } }],
  ['POST', '/api/v1/namespaces', { metadata: { name: 'Twin' } }],
  ['POST', maps, { metadata: { name: 'a', labels: { x: '-' } } }],
  ['POST', maps, { metadata: { name: 'a', namespace: 'other' } }],
  ['POST', maps, { metadata: {} }],
  ['POST', '/api/v1/namespaces/none/configmaps', { metadata: { name: 'a' } }],
  ['POST', maps, { metadata: { name: 'a' }, data: { x: 'y' } }],
  ['GET', `${maps}/a`],
  ['GET', `${maps}/none`],
  ['GET', `${maps}?resourceVersionMatch=Exact`],
  ['GET', `${maps}?watch=1&sendInitialEvents=true`],
  ['GET', `${maps}?watch=1&resourceVersionMatch=NotOlderThan`],
  ['GET', `${maps}?resourceVersion=0&resourceVersionMatch=Exact`],
  ['GET', `${maps}?resourceVersion=1&resourceVersionMatch=Sideways`],
  ['GET', `${maps}?resourceVersionMatch=NotOlderThan&continue=x&sendInitialEvents=true`],
  ['GET', `${maps}?watch=1&resourceVersionMatch=Exact&continue=x`],
  ['GET', `${maps}?watch=1&sendInitialEvents=true&resourceVersionMatch=Exact`],
  ['PUT', `${maps}/a`, { metadata: { name: 'b' } }],
  ['PUT', `${maps}/a`, { metadata: { name: 'a', resourceVersion: '1' } }],
  ['PUT', `${maps}/zzz`, { metadata: { name: 'zzz' } }],
  ['PATCH', `${maps}/a`, '[{"op":"add","path":"/data/z","value":"y"}]', json],
  ['PATCH', `${maps}/a?fieldManager=m`, { apiVersion: 'v1', kind: 'ConfigMap', data: { w: 'v' } }, apply],
  ['PATCH', `${maps}/none`, {}, merge],
  ['PATCH', `${maps}/a`, {}, apply],
  ['DELETE', `${maps}/a`, { propagationPolicy: 'Sideways' }],
  ['DELETE', `${maps}/a?dryRun=Some`],
  ['DELETE', `${maps}/a?dryRun=All`],
  ['DELETE', `${maps}/a`],
  ['DELETE', `${maps}/a`],
  ['DELETE', '/api/v1/namespaces/default'],
  ['DELETE', '/api/v1/configmaps'],
  ['POST', '/api/v1/pods', { metadata: { name: 'a' } }],
  ['POST', rollouts, rollout('twin', 'cart')],
  ['POST', rollouts, rollout('twin', 'cart')],
  ['PUT', `${rollouts}/cart`, rollout('twin', 'cart')],
  ['PATCH', `${rollouts}/cart`, {}, strategic],
  ['PATCH', `${rollouts}/cart`, { metadata: { resourceVersion: '1' }, spec: { replicas: 3 } }, merge],
  ['PATCH', `${rollouts}/cart`, { metadata: { name: 'x' } }, merge],
  ['PATCH', `${rollouts}/cart`, { spec: { selector: { matchLabels: { app: 'other' } } } }, merge],
  ['PATCH', `${rollouts}/cart/status`, { status: { abort: true }, spec: { replicas: 9 } }, merge],
  ['GET', `${rollouts}/cart/scale`],
  ['PATCH', `${rollouts}/cart/scale`, { spec: { replicas: -2 } }, merge],
  ['PUT', `${rollouts}/cart/scale`, { metadata: { name: 'cart', namespace: 'twin' }, spec: { replicas: 2 } }],
  ['POST', deployments, { metadata: { name: 'web' } }],
  ['POST', deployments, webWith({ replicas: -1 })],
  ['POST', deployments, webWith({ selector: { matchLabels: { a: 'z' } } })],
  ['POST', deployments, webWith({ selector: {} })],
  ['POST', deployments, movedBy({ maxSurge: 0, maxUnavailable: 0 })],
  ['POST', deployments, movedBy({ maxSurge: '0%', maxUnavailable: '0%' })],
  ['POST', deployments, movedBy({ maxUnavailable: '101%' })],
  ['POST', deployments, movedBy({ maxSurge: 'half', maxUnavailable: -1 })],
  ['POST', deployments, webWith({ strategy: { type: 'Sideways' } })],
  [
    'POST',
    deployments,
    webWith({ strategy: { type: 'Sideways', rollingUpdate: { maxSurge: '10%', maxUnavailable: 1 } } }),
  ],
  ['POST', deployments, webWith({ strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } })],
  ['POST', deployments, webWith({ minReadySeconds: 600 })],
  [
    'POST',
    deployments,
    webWith({ minReadySeconds: -1, progressDeadlineSeconds: -1, revisionHistoryLimit: -1 }),
  ],
  ['POST', deployments, web],
  ['PATCH', `${deployments}/web`, { spec: { strategy: { type: 'Recreate' } } }, merge],
  ['PATCH', `${deployments}/web`, { spec: { progressDeadlineSeconds: 0 } }, merge],
  [
    'PATCH',
    `${deployments}/web`,
    { spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } } },
    strategic,
  ],
  [
    'PATCH',
    `${deployments}/web`,
    { spec: { selector: { matchLabels: { app: 'x' } }, template: { metadata: { labels: { app: 'x' } } } } },
    merge,
  ],
  ['GET', `${deployments}/web/none`],
  ['GET', `${place}/nonsense`],
  ['PUT', `${deployments}/web/scale`, { metadata: { namespace: 'twin' }, spec: { replicas: 2 } }],
  [
    'PUT',
    `${deployments}/web/scale`,
    { metadata: { name: 'other', namespace: 'twin' }, spec: { replicas: 2 } },
  ],
  ['DELETE', '/api/v1/namespaces'],
  ['POST', `${maps}?fieldValidation=Often`, { metadata: { name: 'c' } }],
  ['POST', `${rollouts}?fieldValidation=Strict`, typoed(rollout('twin', 'typo'))],
  ['PUT', `${rollouts}/cart?fieldValidation=Strict`, typoed(rollout('twin', 'cart'))],
  ['POST', `${deployments}?fieldValidation=Strict`, typoed(deployment('twin', 'typo'))],
  ['PUT', `${deployments}/web?fieldValidation=Strict`, typoed(web)],
  ['PATCH', `${deployments}/none?fieldManager=m`, { ...deployment('twin', 'none'), sepc: {} }, apply],
  ['PATCH', `${rollouts}/none?fieldManager=m`, { ...rollout('twin', 'none'), sepc: {} }, apply],
  ['POST', `${place}/services`, service('twin', 'web')],
  ['GET', `${place}/services/none/proxy/`],
  ['POST', `${reviews}/selfsubjectrulesreviews`, { spec: {} }],
]

/** Answered with the same code and reason; the words are the demo's own, or hold something that is its own. */
const inOwnWords: readonly Call[] = [
  ['POST', maps, { metadata: { name: 'b', labels: { x: 1 } } }],
  ['POST', maps, { kind: 'Pod', metadata: { name: 'b' } }],
  ['POST', maps, '{'],
  ['GET', `${maps}?labelSelector=a%20in%20(b`],
  ['GET', `${maps}?fieldSelector=x%3Dy`],
  ['GET', `${maps}?limit=x`],
  ['GET', `${maps}?resourceVersion=x`],
  ['GET', `${maps}?resourceVersion=999999999`],
  ['GET', `${maps}?continue=garbage`],
  ['POST', maps, { metadata: { name: 'b' } }],
  ['PUT', `${maps}/b`, { metadata: { name: 'b', uid: 'x' } }],
  ['PATCH', `${maps}/b`, '[{"op":"remove","path":"/none"}]', json],
  ['PATCH', `${maps}/b`, { op: 1 }, json],
  ['PATCH', `${maps}/b`, {}, 'text/plain'],
  ['DELETE', `${maps}/b`, { preconditions: { uid: 'x' } }],
  ['POST', rollouts, { ...rollout('twin', 'other'), spec: { replicas: 'x' } }],
  ['PATCH', `${deployments}/web`, { spec: { replicas: 'x' } }, merge],
  ['PATCH', `${deployments}/web?fieldValidation=Strict`, { spec: { replica: 1 } }, merge],
  ['PATCH', `${deployments}/web?fieldValidation=Strict`, { spec: { replica: 1 } }, strategic],
  ['PATCH', `${rollouts}/cart?fieldValidation=Strict`, { spec: { replica: 1 } }, merge],
  ['PATCH', `${deployments}/none?fieldManager=m`, typoed(deployment('twin', 'none')), apply],
  ['PATCH', `${rollouts}/none?fieldManager=m`, typoed(rollout('twin', 'none')), apply],
  ['POST', `${place}/services`, { metadata: { name: 'a.b' }, spec: {} }],
  ['POST', `${reviews}/selfsubjectaccessreviews`, { spec: {} }],
]

const listPath = (resource: ResourceName): string => {
  const kind = kindOf(resource)
  return `${kind.group === '' ? '/api' : '/apis'}/${apiVersionOf(kind)}/${resource}`
}

const asTwin = (): ApiAccess => ({ server: demo.url, ca: demo.ca, token: demo.identities.operator.token })

async function warningsOf({ server, ca, token }: ApiAccess, [method, path, body, type]: Call) {
  const dispatcher = new Agent({ connect: { ca } })
  const answer = await request(`${server}${path}`, {
    method,
    dispatcher,
    headers: { authorization: `Bearer ${token}`, 'content-type': type ?? 'application/json' },
    body: JSON.stringify(body),
  })
  await answer.body.dump()
  await dispatcher.close()
  return { status: answer.statusCode, warnings: [answer.headers.warning ?? []].flat() }
}

const keysIn = (value: JsonValue, ...keys: readonly string[]) =>
  Object.keys(objectAt(value, ...keys)).toSorted()

async function columnsAt({ server, ca, token }: ApiAccess, path: string): Promise<readonly unknown[]> {
  const dispatcher = new Agent({ connect: { ca } })
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io'
  const { body } = await request(`${server}${path}`, {
    dispatcher,
    headers: { accept, authorization: `Bearer ${token}` },
  })
  const table: JsonValue = JSON.parse(await body.text())
  await dispatcher.close()
  return listAt(table, 'columnDefinitions').map(({ name, type, format, priority }) => ({
    name,
    type,
    format,
    priority,
  }))
}

const side = { name: 'side', image: 'side:1' }
/** One after the other; the container `podinfo` is there from the beginning. */
const strategicPatches: readonly JsonObject[] = [
  {
    containers: [
      {
        name: 'podinfo',
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
    ],
  },
  { containers: [side] },
  {
    containers: [
      {
        name: 'podinfo',
        env: [
          { name: 'A', value: '3' },
          { name: 'C', value: '4' },
        ],
        args: ['x', 'y'],
      },
    ],
  },
  { containers: [{ name: 'podinfo', env: [{ name: 'B', $patch: 'delete' }], args: ['z'] }] },
  {
    containers: [
      {
        name: 'podinfo',
        ports: [
          { containerPort: 9898, name: 'web' },
          { containerPort: 9797, name: 'metrics' },
        ],
      },
    ],
  },
  {
    '$setElementOrder/containers': [{ name: 'side' }, { name: 'podinfo' }],
    containers: [{ name: 'side', image: 'side:2' }],
  },
  {
    containers: [
      { name: 'side', $patch: 'delete' },
      { name: 'podinfo', args: null },
    ],
  },
  { containers: [{ $patch: 'replace' }, { name: 'podinfo', image: 'podinfo:9' }] },
]

/** What a watch tells until its time is over. */
async function eventsOf(api: Pick<Api, 'request'>, path: string): Promise<readonly JsonValue[]> {
  const { body } = await api.request('GET', path)
  // A single line is JSON by itself.
  return typeof body === 'string'
    ? body
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [body]
}

async function both([method, path, body, type]: Call) {
  return Promise.all([cluster, twin].map((api) => api.request(method, path, body, type)))
}
const causes = (body: JsonValue) =>
  listAt(body, 'details.causes').map((cause) =>
    ['reason', 'field', 'message'].map((field) => textAt(cause, field)).join(' '),
  )

describe.skipIf(!possible)('the demo answers as a real API server does', () => {
  // In order: what is created by one call is met by the next.
  test('to the letter', async () => {
    for (const call of alike) {
      const [real, ours] = (await both(call)).map(({ status, body }) => ({
        call,
        status,
        ...(status < 400
          ? {}
          : { reason: textAt(body, 'reason'), message: textAt(body, 'message'), causes: causes(body) }),
      }))
      expect(ours).toEqual(real)
    }
  })

  test('in the warnings that it gives', async () => {
    const calls: readonly Call[] = [
      ['POST', deployments, typoed(deployment('twin', 'warned'))],
      ['POST', `${rollouts}?fieldValidation=Warn`, typoed(rollout('twin', 'warned'))],
      ['POST', `${deployments}?fieldValidation=Ignore`, typoed(deployment('twin', 'ignored'))],
      ['PATCH', `${rollouts}/warned`, { spec: { replica: 1 } }, merge],
    ]
    for (const call of calls) {
      const [real, ours] = await Promise.all(
        [cluster, asTwin()].map(async (api) => ({ call, warnings: await warningsOf(api, call) })),
      )
      expect(ours).toEqual(real)
    }
  })

  test('in what is left of an object with fields that there are not', async () => {
    for (const path of [`${deployments}/warned`, `${rollouts}/warned`]) {
      const [real, ours] = (await both(['GET', path])).map(({ body }) => ({
        // The demo has no controllers here that could say anything.
        keys: keysIn(body).filter((key) => key !== 'status'),
        template: keysIn(body, 'spec', 'template'),
        containers: listAt(body, 'spec.template.spec.containers').map((one) => textAt(one, 'imag')),
        spec: keysIn(body, 'spec').includes('replica'),
      }))
      expect(ours).toEqual(real)
    }
  })

  test('knowing the fields of every kind', async () => {
    expect(known).toEqual(knownFields(await readDocuments(cluster)))
  })

  test('with the same verbs for each resource', async () => {
    for (const root of new Set(resourceNames.map((resource) => listPath(resource).replace(/\/[^/]+$/, '')))) {
      const [real, ours] = (await both(['GET', root])).map(
        ({ body }) =>
          new Map(
            listAt(body, 'resources').map((one) => [
              textAt(one, 'name'),
              textsIn(one, 'verbs').map(String).toSorted(),
            ]),
          ),
      )
      // The demo's proxies take nothing but GET.
      const names = [...(ours?.keys() ?? [])].filter((name) => !name.endsWith('/proxy'))
      for (const name of names)
        expect({ name, verbs: ours?.get(name) }).toEqual({ name, verbs: real?.get(name) })
    }
  })

  test('in the columns of its tables', async () => {
    for (const path of resourceNames.map(listPath)) {
      const [real, ours] = await Promise.all([cluster, asTwin()].map((api) => columnsAt(api, path)))
      expect({ path, columns: ours }).toEqual({ path, columns: real })
    }
  })

  test('in what a strategic merge patch comes to', async () => {
    for (const patch of strategicPatches) {
      const path = `${deployments}/web`
      const [real, ours] = (
        await both(['PATCH', path, { spec: { template: { spec: patch } } }, strategic])
      ).map(({ status, body }) => ({
        patch,
        status,
        containers: listAt(body, 'spec.template.spec.containers').map(
          ({ name, image, env, args, ports }) => ({
            name,
            image,
            env: env ?? null,
            args: args ?? null,
            ports: listAt({ ports: ports ?? [] }, 'ports').map(({ containerPort, name: title }) => ({
              containerPort,
              title,
            })),
          }),
        ),
      }))
      expect(ours).toEqual(real)
    }
  })

  test('in what a page says of the rest', async () => {
    for (const query of ['limit=1', 'limit=1&labelSelector=%21none', 'limit=1&resourceVersion=0']) {
      const pages = (await both(['GET', `${rollouts}?${query}`])).map(({ body }) => ({
        query,
        items: listAt(body, 'items').length,
        says: ['continue', 'remainingItemCount'].filter((key) => at(body, `metadata.${key}`)),
      }))
      expect(pages[1]).toEqual(pages[0])
    }
  })

  test('in what is left of a deletion, and in what a watch tells of it', async () => {
    const held: JsonObject = { metadata: { name: 'held', finalizers: ['twin.io/wait'] } }
    const free = { metadata: { finalizers: null } }
    const [real = [], ours = []] = await Promise.all(
      [cluster, twin].map(async (api) => {
        const made = await api.create(maps, held)
        const answers = [await api.remove(`${maps}/held`), await api.patch(`${maps}/held`, free)]
        await api.create(`${place}/services`, service('twin', 'gone'))
        await api.create(`${place}/serviceaccounts`, { metadata: { name: 'gone' } })
        answers.push(
          await api.remove(`${place}/services/gone`),
          await api.remove(`${place}/serviceaccounts/gone`),
        )
        const since = `resourceVersion=${textAt(made, 'metadata.resourceVersion')}`
        const watch = `${maps}?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Dheld&${since}`
        return [
          ...answers.map((answer) => textAt(answer, 'kind')),
          ...(await eventsOf(api, watch)).map((event) => textAt(event, 'type')),
        ]
      }),
    )
    expect(real).toContain('DELETED')
    expect(ours).toEqual(real)
  })

  test('in what a watch begins with', async () => {
    const initial = 'resourceVersionMatch=NotOlderThan&sendInitialEvents'
    for (const query of [
      '',
      '&resourceVersion=0',
      `&${initial}=false`,
      `&resourceVersion=0&${initial}=false`,
    ]) {
      const [real, ours] = await Promise.all(
        [cluster, twin].map(async (api) => ({
          query,
          events: (await eventsOf(api, `${rollouts}?watch=1&timeoutSeconds=1${query}`))
            .map((event) => [textAt(event, 'type'), textAt(event, 'object.metadata.name')].join(' '))
            // Not a beginning: the real controller may write a status within that second.
            .filter((event) => !event.startsWith('MODIFIED')),
        })),
      )
      expect(ours).toEqual(real)
    }
  })

  test('in words of its own', async () => {
    for (const call of inOwnWords) {
      const [real, ours] = (await both(call)).map(({ status, body }) => ({
        call,
        status,
        reason: status < 400 ? '' : textAt(body, 'reason'),
      }))
      expect(ours).toEqual(real)
    }
  })
})
