import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../objects/object.ts'
import { createStore, type Store } from '../objects/store.ts'
import { type Matcher, parseLabelSelector } from './selectors.ts'
import { startWatch } from './watch.ts'

const pod = (name: string, tier: string) => ({ metadata: { name, namespace: 'shop', labels: { tier } } })

function begin(history = 1_000) {
  const store = createStore({ now: () => Date.parse('2026-11-23T10:00:00Z'), history })
  store.create('namespaces', { metadata: { name: 'shop' } })
  return store
}

function listen(store: Store, after: number | null, matches: Matcher = () => true, marksInitialEnd = false) {
  const told: string[] = []
  const { stop, mark } = startWatch(
    store,
    { resource: 'pods', matches, after, marksInitialEnd },
    {
      object: (type, { metadata }) => told.push(`${type} ${metadata.name}`) > 0,
      other: (type, value) => told.push(`${type} ${JSON.stringify(value)}`) > 0,
      whenTaken: () => undefined,
      end: () => told.push('end'),
    },
  )
  return { told, stop, mark }
}

/** A watch whose reader takes one thing at a time. */
function listenSlowly(store: Store, after: number | null) {
  const told: string[] = []
  let resume: (() => void) | null = null
  const take = (line: string) => {
    told.push(line)
    return false
  }
  const { mark } = startWatch(
    store,
    { resource: 'pods', matches: () => true, after, marksInitialEnd: after === null },
    {
      object: (type, { metadata }) => take(`${type} ${metadata.name}`),
      other: (type) => take(type),
      whenTaken: (go) => {
        resume = go
      },
      end: () => told.push('end'),
    },
  )
  const taken = () => {
    const go = resume
    resume = null
    go?.()
  }
  return { told, taken, mark }
}

describe('a watch', () => {
  test('begins with what there is, and marks the end of it when asked', () => {
    const store = begin()
    store.create('pods', pod('a', 'web'))
    const { told } = listen(store, null, () => true, true)
    store.create('pods', pod('b', 'web'))
    expect(told).toEqual([
      'ADDED a',
      expect.stringContaining('"k8s.io/initial-events-end":"true"'),
      'ADDED b',
    ])
  })

  test('goes on from a version with what was missed', () => {
    const store = begin()
    store.create('pods', pod('a', 'web'))
    const version = Number(store.version())
    store.delete('pods', 'shop', 'a')
    store.create('services', { metadata: { name: 's', namespace: 'shop' } })
    const { told, stop } = listen(store, version)
    store.create('pods', pod('b', 'web'))
    stop()
    store.create('pods', pod('c', 'web'))
    expect(told).toEqual(['DELETED a', 'ADDED b'])
  })

  test('ends with 410 where the past is forgotten', () => {
    const store = begin()
    const version = Number(store.version())
    store.create('pods', pod('a', 'web'))
    store.compact(version + 1)
    const { told } = listen(store, version)
    expect(told).toEqual([expect.stringMatching(/^ERROR .*"reason":"Expired".*"code":410/), 'end'])
  })

  test('what begins to match is added, what ceases to match is deleted', () => {
    const store = begin()
    const first = store.create('pods', pod('a', 'web'))
    const { told } = listen(store, null, parseLabelSelector('tier=web'))
    const away = store.update('pods', { ...first, metadata: { ...first.metadata, labels: { tier: 'db' } } })
    const back = store.update('pods', {
      ...away,
      metadata: { ...away.metadata, labels: { tier: 'web', x: 'y' } },
    })
    store.update('pods', { ...back, status: { phase: 'Running' } }, 'status')
    store.delete('pods', 'shop', 'a')
    expect(told).toEqual(['ADDED a', 'DELETED a', 'ADDED a', 'MODIFIED a', 'DELETED a'])
  })
})

describe('a reader that is behind', () => {
  test('is told one thing after the other what there is and what has happened meanwhile', () => {
    const store = begin()
    store.create('pods', pod('a', 'web'))
    store.create('pods', pod('b', 'web'))
    const { told, taken, mark } = listenSlowly(store, null)
    store.create('pods', pod('c', 'web'))
    store.delete('pods', 'shop', 'a')
    mark()
    expect(told).toEqual(['ADDED a'])
    taken()
    expect(told).toEqual(['ADDED a', 'ADDED b'])
    taken()
    expect(told.slice(2)).toEqual(['BOOKMARK', 'ADDED c'])
    taken()
    taken()
    expect(told.slice(4)).toEqual(['DELETED a'])
    mark()
    expect(told.slice(5)).toEqual(['BOOKMARK'])
  })

  test('is sent away where the past is forgotten before it has caught up', () => {
    const store = begin()
    const { told, taken } = listenSlowly(store, Number(store.version()))
    for (const name of ['a', 'b', 'c']) store.create('pods', pod(name, 'web'))
    store.compact(Number(store.version()))
    taken()
    expect(told).toEqual(['ADDED a', 'ERROR', 'end'])
  })
})

/** A client as client-go's reflector is one: it lists only when it must, and believes every event. */
function createClient(store: Store, matches: Matcher) {
  const seen = new Map<string, number>()
  let last = 0
  let stop: (() => void) | null = null
  let expired = false
  /** Takes one event at a time, and each only when it is told to. */
  let slow = false
  let resume: (() => void) | null = null
  const versionOf = ({ metadata }: KubeObject) => Number(metadata.resourceVersion)

  function relist(): void {
    seen.clear()
    for (const object of store.list('pods'))
      if (matches(object)) seen.set(object.metadata.uid, versionOf(object))
    last = Number(store.version())
  }
  function hear(type: string, object: KubeObject): boolean {
    const { uid } = object.metadata
    const version = versionOf(object)
    expect(version).toBeGreaterThan(last)
    expect(seen.has(uid)).toBe(type !== 'ADDED')
    last = version
    if (type === 'DELETED') seen.delete(uid)
    else seen.set(uid, version)
    return !slow
  }
  function take(): void {
    const go = resume
    resume = null
    go?.()
    if (resume !== null) take()
  }
  function connect(): void {
    if (stop) return
    expired = false
    resume = null
    const watch = startWatch(
      store,
      { resource: 'pods', matches, after: last, marksInitialEnd: false },
      {
        object: hear,
        other: () => true,
        whenTaken: (go) => {
          resume = go
        },
        end: () => {
          expired = true
        },
      },
    )
    stop = watch.stop
    again()
  }
  function again(): void {
    if (!expired) return
    relist()
    stop = null
    connect()
  }
  relist()
  connect()
  return {
    connect,
    disconnect: () => {
      stop?.()
      stop = null
    },
    relist: () => {
      stop?.()
      stop = null
      relist()
      connect()
    },
    slowDown: () => {
      slow = true
    },
    catchUp: () => {
      slow = false
      take()
      again()
    },
    /** Compares with the truth, where it can know it. */
    check: () => {
      if (stop === null || slow) return
      const truth = store
        .list('pods')
        .filter(matches)
        .map((one) => [one.metadata.uid, versionOf(one)] as const)
      expect(new Map(seen)).toEqual(new Map(truth))
    },
  }
}

type Client = ReturnType<typeof createClient>
type Step = (store: Store, clients: readonly Client[]) => void

const names = fc.constantFrom('a', 'b', 'c', 'd')
const tiers = fc.constantFrom('web', 'db')
const find = (store: Store, name: string) => store.get('pods', 'shop', name)

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(names, tiers).map(
    ([name, tier]): Step =>
      (store) => {
        if (!find(store, name)) store.create('pods', pod(name, tier))
      },
  ),
  fc.tuple(names, tiers).map(
    ([name, tier]): Step =>
      (store) => {
        const found = find(store, name)
        if (found) store.update('pods', { ...found, metadata: { ...found.metadata, labels: { tier } } })
      },
  ),
  fc.tuple(names, fc.nat(3)).map(
    ([name, ready]): Step =>
      (store) => {
        const found = find(store, name)
        if (found) store.update('pods', { ...found, status: { ready } }, 'status')
      },
  ),
  names.map(
    (name): Step =>
      (store) =>
        void store.delete('pods', 'shop', name),
  ),
  fc.constant<Step>(
    (store) => void store.create('services', { metadata: { generateName: 's-', namespace: 'shop' } }),
  ),
  fc.constant<Step>((store) => store.age(1_000)),
  fc.nat(6).map(
    (back): Step =>
      (store) =>
        store.compact(Number(store.version()) - back),
  ),
  fc.nat(2).map(
    (which): Step =>
      (_, clients) =>
        clients[which]?.disconnect(),
  ),
  fc.nat(2).map(
    (which): Step =>
      (_, clients) =>
        clients[which]?.connect(),
  ),
  fc.nat(2).map(
    (which): Step =>
      (_, clients) =>
        clients[which]?.relist(),
  ),
  fc.nat(2).map(
    (which): Step =>
      (_, clients) =>
        clients[which]?.slowDown(),
  ),
  fc.nat(2).map(
    (which): Step =>
      (_, clients) =>
        clients[which]?.catchUp(),
  ),
)

test('a client never sees an object go back and misses no deletion, whoever writes, relists or forgets', () => {
  const matchers = ['', 'tier=web', 'tier!=web'].map(parseLabelSelector)
  fc.assert(
    fc.property(fc.array(steps, { minLength: 20, maxLength: 120, size: 'max' }), (script) => {
      const store = begin(8)
      const clients = matchers.map((matches) => createClient(store, matches))
      for (const step of script) {
        step(store, clients)
        for (const client of clients) client.check()
      }
      for (const client of clients) {
        client.connect()
        client.catchUp()
        client.check()
      }
    }),
    { numRuns: 300 },
  )
})
