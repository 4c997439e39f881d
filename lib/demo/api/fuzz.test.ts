import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJsonObject, type Json, type JsonObject, objectAt } from '../objects/json.ts'
import { apiVersionOf, kindOf, type ResourceName, resourceNames } from '../objects/kinds.ts'
import type { Store } from '../objects/store.ts'
import { createDesk } from './testing.ts'

/** Requests in one run of the test. */
const REQUESTS = 12_000

const text = fc.string({ maxLength: 6, unit: 'grapheme-ascii' })
const name = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'a', 'a', 'a', 'b', 'web', 'web:http', 'shop'), weight: 9 },
  { arbitrary: text, weight: 1 },
)
const roots = [
  '/api/v1',
  '/apis/apps/v1',
  '/apis/argoproj.io/v1alpha1',
  '/apis/discovery.k8s.io/v1',
  '/apis/autoscaling/v2',
]
const parts = ['status', 'scale', 'log', 'proxy', 'proxy/version', 'exec', 'finalize', 'none', '']

const resourcePath = fc
  .tuple(
    fc.constantFrom(...resourceNames),
    fc.constantFrom('shop', 'shop', 'shop', 'shop', 'shop', 'default', 'none', ''),
    fc.option(name, { nil: null, freq: 1 }),
    fc.option(fc.constantFrom(...parts), { nil: null, freq: 1 }),
  )
  .map(([resource, namespace, object, part]) => {
    const { group, version, namespaced } = kindOf(resource)
    const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
    const place = namespaced && namespace !== '' ? `/namespaces/${namespace}` : ''
    const end = object === null ? '' : `/${object.replaceAll(/[?#]/g, '%')}`
    return {
      resource,
      path: `${root}${place}/${resource}${end}${object === null || part === null ? '' : `/${part}`}`,
    }
  })

const nowhere = (path: string) => ({ resource: null, path })
const target = fc.oneof(
  { arbitrary: resourcePath, weight: 12 },
  {
    arbitrary: fc
      .constantFrom(
        ...roots,
        '/api',
        '/apis',
        '/version',
        '/openapi/v3',
        '/openapi/v3/api/v1',
        '/',
        '//',
        '*',
        '',
      )
      .map(nowhere),
    weight: 2,
  },
  {
    arbitrary: fc
      .array(text, { maxLength: 6 })
      .map((all) => nowhere(`/${all.join('/').replaceAll('?', '')}`)),
    weight: 2,
  },
  {
    arbitrary: fc
      .constantFrom('selfsubjectaccessreviews', 'selfsubjectrulesreviews')
      .map((one) => nowhere(`/apis/authorization.k8s.io/v1/${one}`)),
    weight: 1,
  },
)

const parameter = fc.oneof(
  fc.constantFrom(
    ...[
      'watch=1',
      'watch=maybe',
      'limit=2',
      'limit=-1',
      'limit=x',
      'resourceVersion=0',
      'resourceVersion=3',
      'resourceVersion=99999',
    ],
    ...[
      'resourceVersionMatch=Exact',
      'resourceVersionMatch=NotOlderThan',
      'sendInitialEvents=true',
      'allowWatchBookmarks=true',
    ],
    ...[
      'labelSelector=a%3Db',
      'labelSelector=a%20in%20(b,c)',
      'labelSelector=%3D%3D',
      'fieldSelector=metadata.name%3Da',
      'fieldSelector=x%3Dy',
    ],
    ...[
      'dryRun=All',
      'dryRun=Some',
      'fieldManager=me',
      'force=true',
      'fieldValidation=Strict',
      'propagationPolicy=Foreground',
    ],
    ...[
      'propagationPolicy=Orphan',
      'propagationPolicy=x',
      'gracePeriodSeconds=0',
      'gracePeriodSeconds=-3',
      'continue=e30',
      'continue=%00',
    ],
    ...[
      'includeObject=Object',
      'includeObject=x',
      'follow=true',
      'tailLines=-1',
      'tailLines=2',
      'container=podinfo',
      'timeoutSeconds=1',
    ],
  ),
  fc.tuple(text, text).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`),
)

const types = [
  'application/json',
  'application/merge-patch+json',
  'application/json-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'application/vnd.kubernetes.protobuf',
  'text/plain',
]
const accepts = [
  'application/json',
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'text/html',
  ';;,=',
]

const value: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 2, stringUnit: 'grapheme-ascii' })
  .map((raw) => JSON.parse(JSON.stringify(raw)))

const rarely = <A, B>(arbitrary: fc.Arbitrary<A>, seldom: fc.Arbitrary<B>) =>
  fc.oneof({ arbitrary, weight: 9 }, { arbitrary: seldom, weight: 1 })

/** A value that is right, and now and then one that is not. */
const often = (right: Json) =>
  fc.oneof({ arbitrary: fc.constant(right), weight: 8 }, { arbitrary: value, weight: 1 })

const container = fc.record({
  name: fc.constantFrom('podinfo', 'a'),
  image: fc.constantFrom('podinfo:1', 'x@y:z'),
})
const spec = fc.record(
  {
    replicas: fc.oneof(
      { arbitrary: fc.integer({ min: -1, max: 5 }), weight: 8 },
      { arbitrary: value, weight: 1 },
    ),
    selector: often({ matchLabels: { a: 'b' } }),
    template: rarely(
      container.map((one) => ({ metadata: { labels: { a: 'b' } }, spec: { containers: [one] } })),
      value,
    ),
    containers: fc.array(container, { maxLength: 2 }),
    nodeName: fc.constantFrom('', 'node'),
    ports: fc.oneof(fc.constant([{ port: 80, name: 'http' }]), value),
    strategy: value,
    finalizers: value,
  },
  { requiredKeys: [] },
)
const metadata = fc.record(
  {
    name: fc.oneof(
      { arbitrary: fc.constantFrom('a', 'b', 'web'), weight: 8 },
      { arbitrary: value, weight: 1 },
    ),
    generateName: fc.constantFrom('a-', ''),
    namespace: fc.constantFrom('', '', '', 'shop', 'shop', 'default'),
    labels: often({ a: 'b' }),
    annotations: often({ note: 'x' }),
    resourceVersion: fc.constantFrom('', '', '', '', '1', 'x'),
    uid: fc.constantFrom('', '', '', 'x'),
    finalizers: often(['shop.io/wait']),
    ownerReferences: often([
      { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'u', blockOwnerDeletion: true },
    ]),
    managedFields: value,
    deletionTimestamp: value,
  },
  { requiredKeys: ['name'] },
)
const object = fc.record(
  {
    metadata: fc.oneof({ arbitrary: metadata, weight: 8 }, { arbitrary: value, weight: 1 }),
    spec: fc.oneof({ arbitrary: spec, weight: 8 }, { arbitrary: value, weight: 1 }),
    status: often({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }),
    data: often({ x: 'y' }),
    endpoints: value,
    apiVersion: fc.constantFrom('v1', 'apps/v1', 'argoproj.io/v1alpha1'),
    kind: fc.constantFrom('Pod', 'Deployment', 'Rollout', 'DeleteOptions'),
  },
  { requiredKeys: ['metadata'] },
)
const operation = fc.record(
  {
    op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'x'),
    path: fc.constantFrom(
      '',
      '/spec',
      '/spec/replicas',
      '/metadata/labels/x',
      '/metadata/name',
      '/metadata',
      '/status/conditions/0',
      '/spec/-',
      'x',
    ),
    from: fc.constantFrom('/spec', '/metadata', '/none'),
    value,
  },
  { requiredKeys: ['op', 'path'] },
)
const body = fc.oneof(
  { arbitrary: object, weight: 6 },
  { arbitrary: fc.array(operation, { maxLength: 3 }).map((all) => JSON.stringify(all)), weight: 2 },
  { arbitrary: value.map((one) => JSON.stringify(one)), weight: 1 },
  { arbitrary: text, weight: 1 },
  {
    arbitrary: fc.constantFrom(
      'k8s\0',
      '['.repeat(500),
      `{"metadata":${'{"a":'.repeat(90)}1${'}'.repeat(90)}}`,
      '&a [*a]',
      '{"__proto__":{"x":1}}',
    ),
    weight: 1,
  },
)

const request = fc.record({
  method: rarely(
    fc.constantFrom('GET', 'POST', 'POST', 'PUT', 'PATCH', 'PATCH', 'DELETE'),
    fc.constantFrom('HEAD', 'OPTIONS', 'X'),
  ),
  target,
  /** Whether the body names the kind that the path is about. */
  proper: rarely(fc.constant(true), fc.constant(false)),
  parameters: fc.oneof(fc.constant([]), fc.array(parameter, { maxLength: 3 })),
  type: fc.oneof(fc.constant('application/json'), fc.constantFrom(...types)),
  accept: rarely(fc.constant('application/json'), fc.constantFrom(...accepts)),
  body,
  as: rarely(fc.constant('operator' as const), fc.constantFrom('viewer' as const, 'nobody' as const)),
})

/** The method and type that are possible at a path, where the wish is to be understood. */
function fitting(method: string, path: string, type: string, raw: JsonObject | string) {
  const collection = /\/(?:[a-z]+s)$/.test(path)
  const possible = collection ? method.replace(/PUT|PATCH/, 'POST') : method.replace('POST', 'PATCH')
  if (possible === 'POST' || possible === 'PUT') return { method: possible, type: 'application/json' }
  if (typeof raw === 'string' && raw.startsWith('['))
    return { method: possible, type: 'application/json-patch+json' }
  return { method: possible, type: type === 'application/json' ? 'application/merge-patch+json' : type }
}

/** The body as one of the kind of a resource. */
function properly(resource: ResourceName | null, raw: JsonObject | string): JsonObject | string {
  if (resource === null || typeof raw === 'string') return raw
  return { ...raw, apiVersion: apiVersionOf(kindOf(resource)), kind: kindOf(resource).kind }
}

/** A namespace that waits for finalizers and kubelets takes nothing in, and the rest of the test would only meet that. */
function revive(store: Store): void {
  const shop = store.get('namespaces', null, 'shop')
  if (shop !== undefined && shop.metadata.deletionTimestamp === undefined) return
  for (const resource of resourceNames)
    for (const { metadata } of shop === undefined ? [] : store.list(resource, 'shop')) {
      const { finalizers: _, ...free } = metadata
      const found = store.get(resource, 'shop', metadata.name)
      if (found) store.update(resource, { ...found, metadata: free })
      store.delete(resource, 'shop', metadata.name, { gracePeriodSeconds: 0 })
    }
  const { finalizers: _, ...free } = store.get('namespaces', null, 'shop')?.metadata ?? { name: 'shop' }
  if (store.get('namespaces', null, 'shop'))
    store.update('namespaces', { metadata: { ...free, name: 'shop' } })
  store.create('namespaces', { metadata: { name: 'shop' } })
}

/** Something of the kind, so that not everything is about nothing. */
function replenish(store: Store, resource: ResourceName): void {
  const namespace = kindOf(resource).namespaced ? 'shop' : null
  if (store.get(resource, namespace, 'a') || store.list(resource, namespace).length > 50) return
  const labels = { a: 'b' }
  const containers = [{ name: 'podinfo', image: 'podinfo:1' }]
  const content = {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers } },
    containers,
  }
  store.create(resource, {
    metadata: { name: 'a', ...(namespace === null ? {} : { namespace }) },
    spec: { replicas: 1, ...content },
  })
}

const codes = new Set([200, 201, 400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 422, 503, 504])

/** Fields that every stored object has, whoever wrote it. */
function expectSound(stored: JsonObject): void {
  expect(stored).toMatchObject({
    apiVersion: expect.any(String),
    kind: expect.any(String),
    metadata: { name: expect.stringMatching(/^[a-z0-9]/), uid: expect.any(String) },
  })
  expect(
    Object.values(objectAt(stored, 'metadata', 'labels')).every((label) => typeof label === 'string'),
  ).toBe(true)
}

/** What is answered to a request that is about to be understood or not: a `Status` that says so, or something of use. */
function expectAnswer({
  code,
  type,
  body: answered,
}: {
  readonly code: number
  readonly type: string
  readonly body: unknown
}): void {
  expect(codes).toContain(code)
  if (!type.includes('json')) return
  const value: Json = JSON.parse(JSON.stringify(answered))
  if (code >= 400)
    expect(value).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      code,
      reason: expect.any(String),
      message: expect.any(String),
    })
  else expect(isJsonObject(value) || Array.isArray(value)).toBe(true)
}

test(`${REQUESTS} random requests get an answer or a Status, and the store stays sound`, {
  timeout: 60_000,
}, () => {
  const { ask, store, faults } = createDesk()
  const seen = new Map<number, number>()
  const stops: (() => void)[] = []
  const mirror = new Map<string, string>()
  store.subscribe(
    ({
      type,
      object: {
        metadata: { uid, resourceVersion },
      },
    }) => {
      if (type === 'DELETED') mirror.delete(uid)
      else mirror.set(uid, resourceVersion)
    },
  )
  fc.assert(
    fc.property(request, ({ method, target: { path, resource }, parameters, proper, body: raw, ...rest }) => {
      const url = parameters.length === 0 ? path : `${path}?${parameters.join('&')}`
      const answered = proper
        ? ask(fitting(method, path, rest.type, raw).method, url, {
            ...rest,
            ...fitting(method, path, rest.type, raw),
            body: properly(resource, raw),
          })
        : ask(method, url, { ...rest, body: raw })
      expectAnswer(answered)
      stops.push(answered.stop)
      for (const stop of stops.splice(0, stops.length - 3)) stop()
      seen.set(answered.code, (seen.get(answered.code) ?? 0) + 1)
      revive(store)
      if (resource !== null) replenish(store, resource)
    }),
    { numRuns: REQUESTS },
  )
  for (const stop of stops) stop()
  expect(faults).toEqual([])
  const all = resourceNames.flatMap((resource) => store.list(resource))
  for (const stored of all) expectSound(stored)
  // Only what was there before the subscription is not in the mirror.
  for (const {
    metadata: { uid, resourceVersion },
  } of all)
    expect(mirror.get(uid) ?? resourceVersion).toBe(resourceVersion)
  // A fuzz that only ever meets refusals proves nothing.
  for (const code of [200, 201, 400, 401, 403, 404, 405, 409, 415, 422])
    expect(seen.get(code) ?? 0, `code ${code}`).toBeGreaterThan(30)
})
