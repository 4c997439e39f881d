import fc from 'fast-check'
import { expect, it } from 'vitest'
import { templateChanges } from './template-diff.ts'

const template = (container: object, more: object = {}) => ({
  metadata: { labels: { app: 'webapp' } },
  spec: { containers: [{ name: 'webapp', image: 'podinfo:6.9.4', ...container }], ...more },
})

it('tells images first, then variables by their value or their source, then the rest', () => {
  const from = template({
    env: [
      { name: 'COLOR', value: '#34577c' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'a', key: 'k' } } },
    ],
    resources: { limits: { memory: '64Mi' } },
  })
  const to = template({
    image: 'podinfo:6.9.3',
    env: [
      { name: 'COLOR', value: '#4cae4f' },
      { name: 'MESSAGE', value: '' },
    ],
    resources: { limits: { memory: '128Mi' } },
  })
  expect(templateChanges(from, to)).toEqual([
    { path: 'spec.containers.webapp.image', from: 'podinfo:6.9.4', to: 'podinfo:6.9.3' },
    { path: 'spec.containers.webapp.env.COLOR.value', from: '#34577c', to: '#4cae4f' },
    {
      path: 'spec.containers.webapp.env.TOKEN',
      from: '{"name":"TOKEN","valueFrom":{"secretKeyRef":{"name":"a","key":"k"}}}',
      to: null,
    },
    { path: 'spec.containers.webapp.env.MESSAGE', from: null, to: '' },
    { path: 'spec.containers.webapp.resources.limits.memory', from: '64Mi', to: '128Mi' },
  ])
})

it('names an annotation as it is written', () => {
  const restarted = {
    ...template({}),
    metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'x' } },
  }
  expect(templateChanges({ ...template({}), metadata: { annotations: {} } }, restarted)).toEqual([
    { path: 'metadata.annotations[kubectl.kubernetes.io/restartedAt]', from: null, to: 'x' },
  ])
})

it('tells an order that changed', () => {
  const [one, two] = [{ name: 'a' }, { name: 'b' }]
  expect(templateChanges({ list: [one, two] }, { list: [two, one] })).toEqual([
    { path: 'list', from: 'a, b', to: 'b, a' },
  ])
})

it('finds nothing in what is equal, whatever the order of its fields, and something in all else', () => {
  const json = fc.jsonValue({ maxDepth: 4 })
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, of]) => [key, turned(of)]),
    )
  }
  const canonical = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(canonical)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, of]) => [key, canonical(of)]),
    )
  }
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(templateChanges(a, turned(a))).toEqual([])
      const equal = JSON.stringify(canonical(a)) === JSON.stringify(canonical(b))
      if (!equal) expect(templateChanges(a, b)).not.toEqual([])
    }),
  )
})
