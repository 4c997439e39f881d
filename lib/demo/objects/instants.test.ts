import fc from 'fast-check'
import { expect, test } from 'vitest'
import { olderObject, toInstant } from './instants.ts'

test.each([
  ['2026-11-23T10:00:00Z', '2026-11-23T09:58:59Z'],
  ['2026-11-23T10:00:00.5Z', '2026-11-23T09:58:59.5Z'],
  ['2026-11-23T10:00:00.123456789Z', '2026-11-23T09:58:59.123456789Z'],
  ['2026-11-23', '2026-11-23'],
  ['2026-99-99T10:00:00Z', '2026-99-99T10:00:00Z'],
])('%s is %s a minute and a second before', (text, wanted) => {
  expect(olderObject({ status: { deep: [{ at: text }] } }, 61_000)).toEqual({
    status: { deep: [{ at: wanted }] },
  })
})

test('an object without an instant stays the very same', () => {
  const object = { status: [1, 'x', null] }
  expect(olderObject(object, 1_000)).toBe(object)
})

const AT = '2026-11-23T10:00:00Z'
const BEFORE = '2026-11-23T09:59:59Z'

test.each([
  ['data', { data: { at: AT } }],
  ['annotations', { metadata: { annotations: { at: AT, 'example.com/built': AT } } }],
  ['labels', { metadata: { labels: { at: AT } } }],
  ['a template', { spec: { template: { metadata: { annotations: { at: AT } }, status: AT } } }],
  ['arguments', { spec: { args: [{ name: 'since', value: AT }] } }],
  ['a text for metadata', { metadata: AT, spec: AT }],
])('what a person says in %s stays as it is', (_, object) => {
  expect(olderObject(object, 1_000)).toBe(object)
})

test('what servers and controllers write grows older', () => {
  const at = (instant: string) => ({
    metadata: {
      creationTimestamp: instant,
      deletionTimestamp: instant,
      managedFields: [{ manager: 'kubectl', time: instant }],
      annotations: { 'scale-down-deadline': instant },
    },
    spec: { restartAt: instant },
    status: { conditions: [{ lastTransitionTime: instant }], abortedAt: instant },
    firstTimestamp: instant,
    lastTimestamp: instant,
    series: { lastObservedTime: instant },
  })
  expect(olderObject(at(AT), 1_000)).toEqual(at(BEFORE))
})

test('what becomes older by the same time becomes the same instant', () => {
  const seconds = fc.integer({ min: 0, max: 2_000_000_000 })
  fc.assert(
    fc.property(seconds, fc.integer({ min: 0, max: 100_000 }), (second, age) => {
      const older = olderObject({ eventTime: toInstant(second * 1_000) }, age * 1_000)
      expect(older.eventTime).toBe(toInstant((second - age) * 1_000))
    }),
  )
})
