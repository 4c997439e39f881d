import { expect, test } from 'vitest'
import { createDesk } from './testing.ts'

const deployments = '/apis/apps/v1/namespaces/shop/deployments'
const services = '/api/v1/namespaces/shop/services'
const merge = 'application/merge-patch+json'
const apply = 'application/apply-patch+yaml'

const initContainers = [{ name: 'wait', image: 'busybox' }]
const web = (pods: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'podinfo', image: 'podinfo:1' }], ...pods },
    },
  },
})
const init = '299 - "spec.template.spec.initContainers: the demo does not run init containers"'
const volume = '299 - "spec.template.spec.volumes: the demo does not mount volumes"'

test('who creates what is not heeded is told in a warning, and it is kept', () => {
  const { ask, store } = createDesk()
  const { code, headers } = ask('POST', deployments, { body: web({ initContainers }) })
  expect({ code, warning: headers.warning }).toEqual({ code: 201, warning: init })
  expect(store.get('deployments', 'shop', 'web')).toMatchObject({
    spec: { template: { spec: { initContainers } } },
  })
  const ports = [{ port: 80 }]
  expect(
    ask('POST', services, { body: { metadata: { name: 'web' }, spec: { type: 'NodePort', ports } } }),
  ).toMatchObject({
    code: 201,
    headers: { warning: expect.stringContaining('spec.type: the demo does not open the ports') },
  })
})

test('beside fields that there are not', () => {
  const { ask } = createDesk()
  const body = { ...web({ initContainers }), odd: 1 }
  expect(ask('POST', deployments, { body }).headers.warning).toBe(`299 - "unknown field \\"odd\\"", ${init}`)
})

test.each([
  ['PUT', web({ initContainers, volumes: [{ name: 'a' }] }), 'application/json'],
  ['PATCH', { spec: { template: { spec: { volumes: [{ name: 'a' }] } } } }, merge],
  [
    'PATCH',
    [{ op: 'add', path: '/spec/template/spec/volumes', value: [{ name: 'a' }] }],
    'application/json-patch+json',
  ],
  ['PATCH', web({ volumes: [{ name: 'a' }] }), apply],
] as const)('a %s tells what it adds, once (%o)', (method, body, type) => {
  const { ask } = createDesk()
  ask('POST', deployments, { body: web({ initContainers }) })
  const change = () => ask(method, `${deployments}/web?fieldManager=me&force=true`, { body, type })
  expect(change()).toMatchObject({ code: 200, headers: { warning: volume } })
  const { code, headers } = change()
  expect({ code, warning: headers.warning }).toEqual({ code: 200, warning: undefined })
})

test('what is applied on the server for the first time is told, too', () => {
  const { ask } = createDesk()
  const first = ask('PATCH', `${deployments}/web?fieldManager=me`, {
    body: web({ initContainers }),
    type: apply,
  })
  expect(first).toMatchObject({ code: 201, headers: { warning: init } })
})

test('a status, a scale and a plain manifest are answered without a word', () => {
  const { ask } = createDesk()
  expect(ask('POST', deployments, { body: web() }).headers.warning).toBeUndefined()
  ask('DELETE', `${deployments}/web`)
  ask('POST', deployments, { body: web({ initContainers }) })
  for (const [path, body] of [
    ['status', { status: { replicas: 1 } }],
    ['scale', { spec: { replicas: 3 } }],
  ] as const) {
    const { code, headers } = ask('PATCH', `${deployments}/web/${path}`, { body, type: merge })
    expect({ code, warning: headers.warning }).toEqual({ code: 200, warning: undefined })
  }
})
