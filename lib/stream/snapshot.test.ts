import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reduceFleet } from '../query/apply-message.ts'
import { rightsOf } from './fixtures/rights.ts'
import { row } from './fixtures/row.ts'
import type { FleetRow } from './page.ts'
import type { StreamMessage } from './protocol.ts'
import { emptySnapshot, foldMessage, narrowTo, replay, type Snapshot } from './snapshot.ts'

const now = Date.parse('2026-11-23T13:00:00Z')
const all = { cluster: 'one', fleet: true, pages: [] }
const rights = rightsOf(true)

const snapshotOf = (messages: readonly StreamMessage[]): Snapshot =>
  messages.reduce((snapshot, message) => foldMessage(snapshot, message, now).snapshot, emptySnapshot)

const fleetOf = (rows: readonly FleetRow[]): StreamMessage => ({ type: 'fleet', rows })

const someRow = fc
  .record({ name: fc.constantFrom('a', 'b', 'c', 'd'), revision: fc.integer({ min: 1, max: 3 }) })
  .map(row)
const someRows = fc.uniqueArray(someRow, { selector: ({ uid }) => uid })
const someMessage: fc.Arbitrary<StreamMessage> = fc.oneof(
  someRows.map(fleetOf),
  fc.record({
    type: fc.constant('fleet-delta' as const),
    changed: someRows,
    removed: fc.subarray(['uid-shop-a', 'uid-shop-b']),
  }),
)

describe('foldMessage', () => {
  test('who followed the news knows the same as who joins late', () => {
    fc.assert(
      fc.property(someRows, fc.array(someMessage), (first, messages) => {
        let snapshot = snapshotOf([fleetOf(first)])
        let followed: readonly FleetRow[] = first
        for (const message of messages) {
          const folded = foldMessage(snapshot, message, now)
          snapshot = folded.snapshot
          if (folded.news?.type === 'fleet-delta') followed = reduceFleet(followed, folded.news)
          if (folded.news?.type === 'fleet') followed = folded.news.rows
        }
        const byUid = (rows: readonly FleetRow[]) => rows.toSorted((a, b) => (a.uid < b.uid ? -1 : 1))
        expect(byUid(followed)).toEqual(byUid([...(snapshot.fleet?.values() ?? [])]))
      }),
    )
  })

  test('a difference to a list that was never heard is no list', () => {
    const folded = foldMessage(
      emptySnapshot,
      { type: 'fleet-delta', changed: [row({ name: 'a' })], removed: [] },
      now,
    )
    expect(folded).toEqual({ snapshot: emptySnapshot, news: null })
  })

  test('a list that repeats what is known is no news', () => {
    const snapshot = snapshotOf([fleetOf([row({ name: 'a' })])])
    expect(foldMessage(snapshot, fleetOf([row({ name: 'a' })]), now).news).toBeNull()
  })

  test('a list after a break removes what vanished meanwhile', () => {
    const snapshot = snapshotOf([fleetOf([row({ name: 'a' }), row({ name: 'b' })])])
    expect(foldMessage(snapshot, fleetOf([row({ name: 'b', revision: 7 })]), now).news).toEqual({
      type: 'fleet-delta',
      changed: [row({ name: 'b', revision: 7 })],
      removed: ['uid-shop-a'],
    })
  })
})

test('a difference is folded into its page, and is news of no other', () => {
  const key = 'rollouts/shop/a'
  const delta = { type: 'detail-delta', key, difference: { fields: { problem: { to: 'No.' } } } } as const
  const snapshot = snapshotOf([{ type: 'detail', key, detail: null, rights }])
  const folded = foldMessage(snapshot, delta, now)
  expect(folded.news).toEqual(delta)
  expect(folded.snapshot.details.get(key)).toEqual({
    type: 'detail',
    key,
    detail: null,
    rights,
    problem: 'No.',
  })
  expect(foldMessage(emptySnapshot, delta, now)).toEqual({ snapshot: emptySnapshot, news: null })
})

describe('replay', () => {
  test('tells the server clock as it is now, not as it was when it was heard', () => {
    const snapshot = snapshotOf([{ type: 'ping', serverTime: '2026-11-23T13:00:05.000Z' }])
    expect(replay(snapshot, all, now + 60_000)).toEqual([
      { type: 'ping', serverTime: '2026-11-23T13:01:05.000Z' },
    ])
  })

  test('leaves out what the reader did not ask for', () => {
    const snapshot = snapshotOf([
      fleetOf([row({ name: 'a' })]),
      { type: 'detail', key: 'rollouts/shop/a', detail: null, rights },
    ])
    expect(replay(snapshot, all, now).map(({ type }) => type)).toEqual(['fleet'])
    expect(replay(snapshot, { cluster: 'one', fleet: false, pages: ['rollouts/shop/a'] }, now)).toEqual([
      { type: 'detail', key: 'rollouts/shop/a', detail: null, rights },
    ])
  })

  test('never tells what was narrowed away', () => {
    const snapshot = snapshotOf([
      fleetOf([row({ name: 'a' })]),
      { type: 'detail', key: 'rollouts/shop/a', detail: null, rights },
    ])
    const narrowed = narrowTo(snapshot, { cluster: 'one', fleet: false, pages: [] })
    expect(replay(narrowed, { cluster: 'one', fleet: true, pages: ['rollouts/shop/a'] }, now)).toEqual([])
  })
})
