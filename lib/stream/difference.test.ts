import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changed, difference } from './difference.ts'

const json = fc.jsonValue({ noUnicodeString: false })
const uid = fc.constantFrom('a', 'b', 'c', 'd', 'e', '#0', '#1', '__proto__')
const pod = fc.record({ uid, state: fc.constantFrom('ready', 'starting'), more: fc.option(json) })
const page = fc.record(
  {
    row: fc.record({ uid, labels: fc.dictionary(fc.constantFrom('app', '__proto__', 'toString'), json) }),
    pods: fc.array(fc.oneof({ weight: 9, arbitrary: pod }, json), { maxLength: 6 }),
    steps: fc.array(fc.integer({ min: 0, max: 3 })),
    note: json,
  },
  { requiredKeys: ['row'] },
)

/** As it goes over the wire. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value))
const things = fc.oneof(page, json, fc.array(pod)).map(sent)

describe('a difference', () => {
  test('makes of the first what the second is', () => {
    fc.assert(
      fc.property(things, things, (before, after) => {
        const found = difference(before, after)
        expect(found === null ? before : changed(before, sent(found))).toEqual(after)
      }),
      { numRuns: 2_000 },
    )
  })

  test('is none between equals', () => {
    fc.assert(
      fc.property(things, (value) => {
        expect(difference(value, sent(value))).toBeNull()
      }),
    )
  })

  test('takes an undefined field for one that is not there', () => {
    expect(difference({ a: 1, b: undefined }, { a: 1 })).toBeNull()
    expect(difference({ a: 1 }, { a: undefined })).toEqual({ fields: {}, gone: ['a'] })
    expect(difference({ a: undefined }, { a: 1 })).toEqual({ fields: { a: { to: 1 } } })
  })
})

describe('of many pods', () => {
  const pods = Array.from({ length: 2_000 }, (_, at) => ({
    uid: `pod-${at}`,
    state: 'starting',
    ready: '0/1',
  }))
  const ready = { state: 'ready', ready: '1/1' }

  test('only the one that moved is told, and the others stay the same objects', () => {
    const after = pods.map((one, at) => (at === 7 ? { ...one, ...ready } : { ...one }))
    const found = difference({ pods }, { pods: after })
    expect(found).toEqual({
      fields: { pods: { items: { 'pod-7': { fields: { state: { to: 'ready' }, ready: { to: '1/1' } } } } } },
    })
    const then = found && changed({ pods }, found)
    expect(then?.pods[7]).toEqual({ uid: 'pod-7', ...ready })
    expect(then?.pods.every((one, at) => at === 7 || one === pods[at])).toBe(true)
  })

  test('one that comes and one that goes are told without the others', () => {
    const fresh = { uid: 'pod-new', ...ready }
    const after = [...pods.slice(0, 3), fresh, ...pods.slice(4)]
    expect(difference(pods, after)).toEqual({ items: {}, lost: ['pod-3'], put: [[3, fresh]] })
  })

  test('where their order turned all are told', () => {
    expect(difference(pods, pods.toReversed())).toEqual({ to: pods.toReversed() })
  })
})

test('a difference that does not fit changes nothing', () => {
  expect(changed(null, { fields: { a: { to: 1 } } })).toBeNull()
  expect(changed({ a: 1 }, { items: {} })).toEqual({ a: 1 })
})
