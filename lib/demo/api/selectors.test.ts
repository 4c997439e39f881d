import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOf } from '../objects/refusal.ts'
import { createStore } from '../objects/store.ts'
import { parseFieldSelector, parseLabelSelector } from './selectors.ts'

const store = createStore({ now: () => 0 })
const object = (labels: Readonly<Record<string, string>>, name = 'x') =>
  store.create(
    'pods',
    { metadata: { name, namespace: 'default', labels }, spec: { nodeName: 'n' } },
    { dryRun: true },
  )
const cart = object({ app: 'cart', tier: 'web', size: '5', 'shop.io/team': 'red' })

test.each([
  ['', true],
  ['app=cart', true],
  ['app==cart', true],
  ['app=', false],
  ['app!=cart', false],
  ['none!=cart', true],
  ['app = cart , tier != db', true],
  ['app in (cart, desk)', true],
  ['app in (desk)', false],
  ['app notin (desk),tier in (web)', true],
  ['none notin (x)', true],
  ['none in (x)', false],
  ['app', true],
  ['!app', false],
  ['none', false],
  ['!none', true],
  ['size>4', true],
  ['size<5', false],
  ['app>4', false],
  ['shop.io/team=red', true],
])('the label selector "%s" matches: %s', (selector, wanted) => {
  expect(parseLabelSelector(selector)(cart)).toBe(wanted)
})

test.each(['=', 'a=b=c', 'a in', 'a in (b', 'a b', '(a)', 'a=-b', '/x=1', 'a,,b', '!!a', 'constructor.=1'])(
  'the label selector "%s" is refused',
  (selector) => {
    try {
      parseLabelSelector(selector)
      expect.unreachable()
    } catch (error) {
      expect(refusalOf(error)?.code).toBe(400)
    }
  },
)

test('what an object has not inherited it does not have', () => {
  expect(parseLabelSelector('constructor')(object({}))).toBe(false)
})

test('a selector of its own labels matches every object, and its opposite none', () => {
  const text = fc.stringMatching(/^[a-z0-9]{1,8}$/)
  fc.assert(
    fc.property(fc.dictionary(text, text, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), (labels) => {
      const pairs = Object.entries(labels)
      const selector = pairs.map(([name, value]) => `${name}=${value}`).join(',')
      expect(parseLabelSelector(selector)(object(labels))).toBe(true)
      expect(parseLabelSelector(selector.replaceAll('=', '!='))(object(labels))).toBe(false)
    }),
    { numRuns: 50 },
  )
})

test('fields are selected where the kind has them', () => {
  const matches = (selector: string) => parseFieldSelector('pods', selector)(cart)
  expect(matches('metadata.name=x,spec.nodeName==n')).toBe(true)
  expect(matches('metadata.name!=x')).toBe(false)
  expect(matches('status.podIP=')).toBe(true)
  expect(() => parseFieldSelector('services', 'spec.nodeName=n')).toThrow(
    'field label not supported: spec.nodeName',
  )
  expect(() => parseFieldSelector('pods', 'metadata.name')).toThrow("can't understand")
})
