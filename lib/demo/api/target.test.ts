import { expect, test } from 'vitest'
import { parseTarget } from './target.ts'

const nothing = { namespace: null, name: null, subresource: null, rest: '' }

test.each([
  ['/api/v1/pods', { ...nothing, resource: 'pods' }],
  ['/api/v1/namespaces', { ...nothing, resource: 'namespaces' }],
  ['/api/v1/namespaces/shop', { ...nothing, resource: 'namespaces', name: 'shop' }],
  [
    '/api/v1/namespaces/shop/status',
    { ...nothing, resource: 'namespaces', name: 'shop', subresource: 'status' },
  ],
  ['/api/v1/namespaces/shop/pods', { ...nothing, resource: 'pods', namespace: 'shop' }],
  ['/api/v1/namespaces/shop/pods/a', { ...nothing, resource: 'pods', namespace: 'shop', name: 'a' }],
  [
    '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts/cart/status',
    { ...nothing, resource: 'rollouts', namespace: 'shop', name: 'cart', subresource: 'status' },
  ],
  [
    '/api/v1/namespaces/shop/services/web%3Ahttp/proxy/api/info',
    { resource: 'services', namespace: 'shop', name: 'web:http', subresource: 'proxy', rest: '/api/info' },
  ],
  [
    '/apis/argoproj.io/v1alpha1/clusteranalysistemplates/x',
    { ...nothing, resource: 'clusteranalysistemplates', name: 'x' },
  ],
] as const)('%s is an object or a collection', (path, wanted) => {
  expect(parseTarget(path)).toEqual(wanted)
})

test.each([
  '/',
  '/api',
  '/api/v1',
  '/apis',
  '/apis/apps',
  '/version',
  '/api/v1/rollouts',
  '/apis/apps/v1/pods',
  '/api/v1/namespaces/shop/nodes',
  '/nonsense/x',
])('%s is a path like any other', (path) => {
  expect(parseTarget(path)).toEqual({ path })
})

test.each(['/api/v1/pods/', '/api/v1/namespaces//pods', '/api/v1/namespaces/shop/pods/%E0%A4%A'])(
  '%s is refused',
  (path) => {
    expect(() => parseTarget(path)).toThrow()
  },
)
