import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isJsonObject, objectAt } from '../../objects/json.ts'
import { resourceNames } from '../../objects/kinds.ts'
import { scenarios } from '../../scenarios/course.ts'
import { steppedWorld } from '../../testing/play.ts'
import { createDesk } from '../testing.ts'
import { pruneUnknown } from './unknown.ts'

const rollouts = '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts'
const deployments = '/apis/apps/v1/namespaces/shop/deployments'
const merge = 'application/merge-patch+json'
const container = { name: 'podinfo', image: 'podinfo:1' }
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } }
const selector = { matchLabels: { app: 'web' } }
const web = { metadata: { name: 'web' }, spec: { replicas: 1, selector, template } }
/** The course's own mistake. */
const nested = { metadata: { name: 'cart' }, spec: { replicas: 1, selector, template: { template } } }

describe('a field that the kind does not have', () => {
  test('is refused where the writer is strict, with its place', () => {
    const { ask, store } = createDesk()
    expect(ask('POST', `${rollouts}?fieldValidation=Strict`, { body: nested })).toMatchObject({
      code: 400,
      body: {
        reason: 'BadRequest',
        message:
          'Rollout in version "v1alpha1" cannot be handled as a Rollout: strict decoding error: unknown field "spec.template.template"',
      },
    })
    expect(store.list('rollouts')).toEqual([])
    const containers = [{ ...container, imag: 'x' }]
    const typo = {
      ...web,
      spec: { ...web.spec, replica: 3, template: { ...template, spec: { containers } } },
    }
    expect(ask('POST', `${deployments}?fieldValidation=Strict`, { body: typo }).body).toMatchObject({
      message:
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.template.spec.containers[0].imag", unknown field "spec.replica"',
    })
  })

  test.each([
    ['', '299 - "unknown field \\"spec.template.template\\""'],
    ['?fieldValidation=Warn', '299 - "unknown field \\"spec.template.template\\""'],
    ['?fieldValidation=Ignore', undefined],
  ])('is dropped otherwise, and told where wanted (%s)', (query, warning) => {
    const { ask, store } = createDesk()
    const { code, headers } = ask('POST', `${rollouts}${query}`, { body: nested })
    expect({ code, warning: headers.warning }).toEqual({ code: 201, warning })
    expect(objectAt(store.get('rollouts', 'shop', 'cart'), 'spec')).toEqual({ ...nested.spec, template: {} })
  })

  test('that a patch adds is treated alike', () => {
    const { ask, store } = createDesk()
    ask('POST', deployments, { body: web })
    const patch = (query: string) =>
      ask('PATCH', `${deployments}/web${query}`, { body: { spec: { replica: 2 } }, type: merge })
    expect(patch('?fieldValidation=Strict')).toMatchObject({
      code: 422,
      body: {
        reason: 'Invalid',
        message: expect.stringMatching(
          /^ "" is invalid: patch: Invalid value: .*: strict decoding error: unknown field "spec.replica"$/,
        ),
      },
    })
    expect(patch('').headers.warning).toBe('299 - "unknown field \\"spec.replica\\""')
    expect(store.get('deployments', 'shop', 'web')?.metadata.generation).toBe(1)
  })

  test('cannot be applied on the server, in words that name all of them', () => {
    const { ask } = createDesk()
    const body = { apiVersion: 'apps/v1', kind: 'Deployment', ...web, spec: { ...web.spec, replica: 2 } }
    const type = 'application/apply-patch+yaml'
    expect(ask('PATCH', `${deployments}/web?fieldManager=me`, { body, type })).toMatchObject({
      code: 500,
      body: {
        message:
          'failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema',
      },
    })
  })

  test('does not get its name into the headers as it stands', () => {
    const { ask } = createDesk()
    const odd = 'a"\\\r\nx-evil: 1\u0000é😀'
    const names = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${odd}${index}`, 1]))
    const { headers } = ask('POST', rollouts, { body: { metadata: { name: 'cart' }, spec: {}, ...names } })
    const warning = headers.warning ?? ''
    expect(warning.match(/299 - "/g)?.length).toBeGreaterThan(10)
    expect(warning.length).toBeLessThan(10_000)
    // What Node would refuse to write.
    expect(warning).toMatch(/^299 - "[\x20-\x7e\x80-\xff]*"$/)
  })

  test('has to be called by a word that there is', () => {
    expect(createDesk().ask('POST', `${rollouts}?fieldValidation=Often`, { body: web })).toMatchObject({
      code: 422,
      body: {
        message:
          'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Often": supported values: "", "Ignore", "Strict", "Warn"',
      },
    })
  })
})

test('everything that the controllers of the scenarios write is known', () => {
  const world = steppedWorld({ start: 100, ready: 500, terminate: 300, apart: 0 })
  for (const scenario of scenarios) world.tell(scenario)
  for (const resource of resourceNames)
    for (const object of world.store.list(resource))
      expect({ resource, unknown: pruneUnknown(resource, object).unknown }).toEqual({ resource, unknown: [] })
})

test('what is pruned is pruned once, and what is left was there', () => {
  const value = fc.jsonValue({ maxDepth: 3 }).map((raw) => JSON.parse(JSON.stringify(raw)))
  const spec = fc.record(
    { replicas: value, template: value, strategy: value, odd: value },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.constantFrom(...resourceNames), spec, (resource, one) => {
      const { object, unknown } = pruneUnknown(resource, { metadata: { name: 'a' }, spec: one })
      expect(pruneUnknown(resource, object)).toEqual({ object, unknown: [] })
      const left = Object.keys(objectAt(object, 'spec'))
      expect(left.every((key) => Object.hasOwn(one, key))).toBe(true)
      expect(unknown.length > 0 || !isJsonObject(one) || left.length === Object.keys(one).length).toBe(true)
    }),
  )
})
