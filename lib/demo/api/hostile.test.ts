import { describe, expect, test } from 'vitest'
import { createDesk } from './testing.ts'

const maps = '/api/v1/namespaces/shop/configmaps'
const rollouts = '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts'
const json = 'application/json-patch+json'
const merge = 'application/merge-patch+json'
const strategic = 'application/strategic-merge-patch+json'
const apply = 'application/apply-patch+yaml'
const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index))

/** A desk with a ConfigMap and a Rollout; what is asked for must come to an end, whatever the answer. */
function begin() {
  const desk = createDesk()
  desk.ask('POST', maps, { body: { metadata: { name: 'a' }, data: { x: 'y' } } })
  desk.ask('POST', rollouts, { body: { metadata: { name: 'cart' }, spec: { replicas: 1 } } })
  return desk
}

describe('a JSON patch', () => {
  test('that doubles the object with each operation ends before it is too much', () => {
    const { ask, store, faults } = begin()
    const body = JSON.stringify(
      many(60, (index) => `/metadata/annotations/${index}`).map((path) => ({
        op: 'copy',
        from: '/metadata',
        path,
      })),
    )
    ask('PATCH', `${rollouts}/cart`, { body: { metadata: { annotations: { a: 'b' } } }, type: merge })
    expect(ask('PATCH', `${rollouts}/cart`, { body, type: json })).toMatchObject({
      code: 422,
      body: { message: expect.stringContaining('accumulated size increase of copy') },
    })
    expect(store.get('rollouts', 'shop', 'cart')?.metadata.annotations).toEqual({ a: 'b' })
    expect(faults).toEqual([])
  })

  test('that digs without end is refused', () => {
    const { ask, faults } = begin()
    const dig = many(3_000, () => '').flatMap(() => [
      { op: 'add', path: '/n', value: {} },
      { op: 'move', from: '/spec', path: '/n/a' },
      { op: 'move', from: '/n', path: '/spec' },
    ])
    expect(ask('PATCH', `${rollouts}/cart`, { body: JSON.stringify(dig), type: json }).code).toBe(400)
    const path = '/a'.repeat(1_000_000)
    const long = JSON.stringify([{ op: 'add', path, value: 1 }])
    expect(ask('PATCH', `${rollouts}/cart`, { body: long, type: json }).code).toBe(422)
    expect(faults).toEqual([])
  })

  test('of as many operations as may be comes to an end', () => {
    const { ask, store } = begin()
    const body = JSON.stringify(
      many(10_000, (index) => `/data/k${index}`).map((path) => ({ op: 'add', path, value: 'v' })),
    )
    expect(ask('PATCH', `${maps}/a`, { body, type: json }).code).toBe(200)
    expect(Object.keys(Object(store.get('configmaps', 'shop', 'a')?.data))).toHaveLength(10_001)
  })

  test('that copies a field and changes the copy leaves the field', () => {
    const { ask, store } = begin()
    const body = JSON.stringify([
      { op: 'copy', from: '/data', path: '/metadata/annotations' },
      { op: 'add', path: '/metadata/annotations/z', value: 'z' },
    ])
    expect(ask('PATCH', `${maps}/a`, { body, type: json }).code).toBe(200)
    expect(store.get('configmaps', 'shop', 'a')).toMatchObject({
      data: { x: 'y' },
      metadata: { annotations: { x: 'y', z: 'z' } },
    })
  })
})

test.each([
  [
    'JSON',
    json,
    '[{"op":"add","path":"/spec/__proto__","value":{"polluted":true}},{"op":"add","path":"/spec/constructor","value":{"prototype":{"polluted":true}}}]',
  ],
  ['merge', merge, '{"spec":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}'],
  [
    'apply',
    apply,
    '{"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","spec":{"__proto__":{"polluted":true}}}',
  ],
])('a %s patch of __proto__ changes nothing but its object', (_, type, body) => {
  const { ask, faults } = begin()
  ask('PATCH', `${rollouts}/cart?fieldManager=me&fieldValidation=Ignore`, { body, type })
  expect({}).not.toHaveProperty('polluted')
  expect(Object.prototype).not.toHaveProperty('polluted')
  expect(faults).toEqual([])
})

describe('what grows', () => {
  test('object by object is refused when it is larger than etcd takes', () => {
    const { ask } = begin()
    const grow = (key: string) =>
      ask('PATCH', `${maps}/a`, { body: { data: { [key]: 'x'.repeat(1024 * 1024) } }, type: merge }).code
    expect(grow('one')).toBe(200)
    expect(grow('two')).toBe(413)
  })

  test('deeper with each patch is refused', () => {
    const { ask } = begin()
    let value = '{}'
    for (let depth = 0; depth < 50; depth += 1) value = `{"a":${value}}`
    const templates = rollouts.replace('rollouts', 'analysistemplates')
    const plugins = '/spec/metrics/0/provider/plugin'
    const metrics = [{ name: 'a', provider: { plugin: {} } }]
    ask('POST', templates, { body: { metadata: { name: 'cart' }, spec: { metrics } } })
    const add = (path: string) =>
      ask('PATCH', `${templates}/cart`, {
        body: `[{"op":"add","path":"${path}","value":${value}}]`,
        type: json,
      }).code
    expect(add(`${plugins}/a`)).toBe(200)
    expect(add(`${plugins}${'/a'.repeat(50)}`)).toBe(400)
  })

  test('a list beyond what is merged entry by entry is refused', () => {
    const { ask } = begin()
    const finalizers = many(50_000, (index) => `a.io/f${index}`)
    expect(ask('PATCH', `${maps}/a`, { body: { metadata: { finalizers } }, type: strategic }).code).toBe(413)
    const owned = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { finalizers } }
    expect(ask('PATCH', `${maps}/a?fieldManager=me`, { body: owned, type: apply }).code).toBe(413)
  })

  test('a workload beyond what the demo can run is refused, however it is asked for', () => {
    const { ask } = begin()
    const spec = { replicas: 1_000_000_000 }
    const refused = { code: 422, body: { message: expect.stringContaining('at most 1000 pods') } }
    expect(ask('PATCH', `${rollouts}/cart`, { body: { spec }, type: merge })).toMatchObject(refused)
    expect(ask('PATCH', `${rollouts}/cart/scale`, { body: { spec }, type: merge })).toMatchObject(refused)
    expect(ask('POST', rollouts, { body: { metadata: { name: 'big' }, spec } })).toMatchObject(refused)
  })
})

describe('a selector', () => {
  test.each([
    ['labels without end', 'labelSelector', ','.repeat(15_000), 400],
    ['a set without end', 'labelSelector', `a in (${'b,'.repeat(7_000)}c)`, 200],
    ['brackets that never close', 'labelSelector', `${'a in (b,'.repeat(1_500)}`, 400],
    ['blanks', 'fieldSelector', `metadata.name=${' '.repeat(15_000)}a`, 200],
    ['blanks around', 'fieldSelector', `${' '.repeat(15_000)}metadata.name${' '.repeat(15_000)}`, 400],
  ])('of %s comes to an end', (_, name, text, code) => {
    expect(begin().ask('GET', `${maps}?${name}=${encodeURIComponent(text)}`).code).toBe(code)
  })
})

describe('a token to go on', () => {
  test.each([
    ['with a version that is yet to come', { v: 'meta.k8s.io/v1', rv: 999_999, start: 'shop/a' }, 400],
    ['without a place', { v: 'meta.k8s.io/v1', rv: 1 }, 400],
    ['that is a number', 7, 400],
    ['that is nothing', null, 400],
  ])('%s is refused', (_, token, code) => {
    const text = Buffer.from(JSON.stringify(token)).toString('base64url')
    expect(begin().ask('GET', `${maps}?limit=1&continue=${text}`).code).toBe(code)
  })
})

test('a body of protobuf with a million entries comes to an end', () => {
  const { ask } = begin()
  const finalizer = Buffer.from([0x72, 0])
  const metadata = Buffer.concat([
    Buffer.from([0x0a, 1, 0x62]),
    ...many(400_000, () => '').map(() => finalizer),
  ])
  const raw = Buffer.concat([Buffer.from([0x0a]), varint(metadata.length), metadata])
  const typeMeta = Buffer.from('\n\x02v1\x12\tConfigMap')
  const unknown = Buffer.concat([
    Buffer.from('k8s\0\n'),
    varint(typeMeta.length),
    typeMeta,
    Buffer.from([0x12]),
    varint(raw.length),
    raw,
  ])
  expect(
    ask('POST', maps, { body: unknown, type: 'application/vnd.kubernetes.protobuf' }).code,
  ).toBeGreaterThanOrEqual(400)
})

/** A number in groups of seven bits. */
function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let left = value; ; left >>>= 7) {
    if (left < 0x80) return Buffer.from([...bytes, left])
    bytes.push((left & 0x7f) | 0x80)
  }
}

test.each([
  `${maps}/..%2f..%2fetc%2fpasswd`,
  '/api/v1/namespaces/shop/pods/..%2f..%2fx/log',
  '/api/v1/namespaces/shop/pods/a/proxy/../../../../etc/passwd',
  '/api/v1/namespaces/shop/services/%00:http/proxy/%2e%2e/x',
  '/api/v1/namespaces/..%2fkube-system/pods',
  '/../etc/passwd',
])('%s leads nowhere', (path) => {
  const { ask, faults } = begin()
  expect(ask('GET', path)).toMatchObject({ code: expect.any(Number), body: expect.anything() })
  expect(ask('GET', path, { as: 'viewer' }).code).toBeGreaterThanOrEqual(200)
  expect(faults).toEqual([])
})
