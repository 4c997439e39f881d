import fc from 'fast-check'
import type { Json, JsonObject } from '../objects/json.ts'
import { apiVersionOf, kindOf, type ResourceName, resourceNames } from '../objects/kinds.ts'

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

/** What selectors are made of, in any order and with anything between. */
const selectorPieces = [
  ...['a', 'b', 'app', 'shop.io/team', '__proto__', 'metadata.name', 'metadata.namespace', 'status.phase'],
  ...['=', '==', '!=', '<', '>', '!', ',', '(', ')', ' ', ' in ', ' notin ', '5', '-', '.', '/'],
]
const selector = fc.oneof(
  fc.string({ maxLength: 20, unit: 'grapheme' }),
  fc
    .array(
      fc.oneof({ arbitrary: fc.constantFrom(...selectorPieces), weight: 9 }, { arbitrary: text, weight: 1 }),
      {
        maxLength: 8,
      },
    )
    .map((pieces) => pieces.join('')),
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
  fc
    .tuple(fc.constantFrom('labelSelector', 'fieldSelector'), selector)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`),
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

/** Requests of every kind, most of them nearly right. */
export const fuzzedRequest = fc.record({
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

export type FuzzedRequest = typeof fuzzedRequest extends fc.Arbitrary<infer Value> ? Value : never

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

/** The request as it is sent: a proper one with a method, a type and a kind that fit its path. */
export function toSent({
  method,
  target: { path, resource },
  parameters,
  proper,
  body: raw,
  type,
}: Pick<FuzzedRequest, 'method' | 'target' | 'parameters' | 'proper' | 'body' | 'type'>) {
  const url = parameters.length === 0 ? path : `${path}?${parameters.join('&')}`
  if (!proper) return { method, url, type, body: raw }
  return { ...fitting(method, path, type, raw), url, body: properly(resource, raw) }
}
