import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { rightsOf } from '../stream/fixtures/rights.ts'
import { row } from '../stream/fixtures/row.ts'
import { applyMessage, forgetScope, reduceFleet } from './apply-message.ts'
import { fleetQuery } from './fleet.ts'
import { rolloutQuery } from './rollout.ts'

const [a, b, c] = [row({ name: 'a' }), row({ name: 'b' }), row({ name: 'c' })]

describe('reduceFleet', () => {
  test('untouched rows keep their identity and their place', () => {
    const changed = row({ name: 'b', revision: 2 })
    const next = reduceFleet([a, b, c], { changed: [changed], removed: [] })
    expect(next[0]).toBe(a)
    expect(next[1]).toBe(changed)
    expect(next[2]).toBe(c)
  })

  test('new rows are added, removed ones leave', () => {
    expect(reduceFleet([a, b], { changed: [c], removed: [a.uid] })).toEqual([b, c])
  })

  test('no news keeps the list itself', () => {
    const rows = [a, b]
    expect(reduceFleet(rows, { changed: [], removed: [] })).toBe(rows)
  })

  test('a Rollout made anew under its old name replaces the other', () => {
    const again = { ...a, uid: 'another' }
    expect(reduceFleet([a], { changed: [again], removed: [a.uid] })).toEqual([again])
  })
})

describe('applyMessage', () => {
  const ref = { cluster: 'one', namespace: 'shop', name: 'a' }
  const rights = rightsOf(true)

  test('writes where the pages read', () => {
    const client = new QueryClient()
    applyMessage(client, 'one', { type: 'fleet', rows: [a] })
    applyMessage(client, 'one', { type: 'fleet-delta', changed: [b], removed: [] })
    applyMessage(client, 'one', { type: 'detail', key: 'rollouts/shop/a', detail: null, rights })
    expect(client.getQueryData(fleetQuery('one').queryKey)).toEqual([a, b])
    expect(client.getQueryData(rolloutQuery(ref).queryKey)).toEqual({ detail: null, rights })
    expect(client.getQueryData(fleetQuery('two').queryKey)).toBeUndefined()
  })

  test('writes why a Rollout cannot be seen, and no longer once it can', () => {
    const client = new QueryClient()
    const message = { type: 'detail', key: 'rollouts/shop/a', detail: null, rights } as const
    applyMessage(client, 'one', { ...message, problem: 'Not allowed to list rollouts.' })
    expect(client.getQueryData(rolloutQuery(ref).queryKey)?.problem).toBe('Not allowed to list rollouts.')
    applyMessage(client, 'one', message)
    expect(client.getQueryData(rolloutQuery(ref).queryKey)).toEqual({ detail: null, rights })
  })

  test('a difference to a list that is not there is not shown as one', () => {
    const client = new QueryClient()
    applyMessage(client, 'one', { type: 'fleet-delta', changed: [a], removed: [] })
    expect(client.getQueryData(fleetQuery('one').queryKey)).toBeUndefined()
  })

  test('folds a difference into its page, and into none that was not told', () => {
    const client = new QueryClient()
    const seen = {
      type: 'detail',
      key: 'rollouts/shop/a',
      detail: null,
      rights,
      problem: 'Not yet.',
    } as const
    const delta = {
      type: 'detail-delta',
      key: seen.key,
      difference: { fields: {}, gone: ['problem'] },
    } as const
    applyMessage(client, 'one', delta)
    expect(client.getQueryData(rolloutQuery(ref).queryKey)).toBeUndefined()
    applyMessage(client, 'one', seen)
    applyMessage(client, 'one', delta)
    expect(client.getQueryData(rolloutQuery(ref).queryKey)).toEqual({ detail: null, rights })
  })

  test('what is forgotten is gone for who still looks, and what comes next reaches them', () => {
    const client = new QueryClient()
    const observer = new QueryObserver(client, fleetQuery('one'))
    const seen: unknown[] = []
    const stop = observer.subscribe(({ data }) => seen.push(data))
    applyMessage(client, 'one', { type: 'fleet', rows: [a] })
    forgetScope(client, 'one', { fleet: true, pages: [] })
    expect(observer.getCurrentResult().data).toBeUndefined()
    applyMessage(client, 'one', { type: 'fleet', rows: [b] })
    expect(observer.getCurrentResult().data).toEqual([b])
    stop()
    client.clear()
  })
})
