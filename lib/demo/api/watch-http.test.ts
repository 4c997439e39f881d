import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { Agent, request } from 'undici'
import { expect, test } from 'vitest'
import { type JsonObject, listAt, textAt } from '../objects/json.ts'
import { createStore, type Store } from '../objects/store.ts'
import { type Api, startApi } from './server.ts'

/** A client as client-go's reflector is one, over a connection of its own: it lists only when it must, and believes every event. */
interface Client {
  /** Breaks the watch off; it goes on from where it was. */
  drop(): void
  /** Forgets everything and begins again with a list. */
  relist(): void
  /** Once it has seen an object of this name. */
  until(name: string): Promise<void>
  /** Name and version of each object that it knows. */
  readonly known: ReadonlyMap<string, number>
  close(): Promise<void>
}

const versionOf = (value: JsonObject): number => Number(textAt(value, 'metadata', 'resourceVersion'))

function createClient(api: Api, path: string, selector: string): Client {
  const dispatcher = new Agent({ connect: { ca: api.ca } })
  const headers = { authorization: `Bearer ${api.identities.operator.token}` }
  const known = new Map<string, number>()
  const waiting = new Set<() => void>()
  let last: number | null = null
  let broken = new AbortController()
  let closed = false
  const tellWaiting = () => {
    for (const look of waiting) look()
  }

  async function list(): Promise<void> {
    const answer = await request(`${api.url}${path}?${selector}`, { dispatcher, headers })
    const value: JsonObject = JSON.parse(await answer.body.text())
    const found = listAt(value, 'items')
    const before = new Map(known)
    known.clear()
    for (const item of found) {
      const name = textAt(item, 'metadata', 'name')
      const version = Number(textAt(item, 'metadata', 'resourceVersion'))
      // Neither does a list show an object as it was before.
      expect(version).toBeGreaterThanOrEqual(before.get(name) ?? 0)
      known.set(name, version)
    }
    last = versionOf(value)
  }

  function hear(line: string): void {
    const event: JsonObject = JSON.parse(line)
    const object: JsonObject = JSON.parse(JSON.stringify(event.object))
    const type = textAt(event, 'type')
    if (type === 'ERROR') {
      expect(object).toMatchObject({ kind: 'Status', code: 410 })
      last = null
      return
    }
    const name = textAt(object, 'metadata', 'name')
    const version = versionOf(object)
    expect(version).toBeGreaterThan(last ?? 0)
    last = version
    if (type === 'BOOKMARK') return
    expect({ type, name, known: known.has(name) }).toEqual({ type, name, known: type !== 'ADDED' })
    if (type === 'DELETED') known.delete(name)
    else known.set(name, version)
  }

  async function watch(): Promise<void> {
    const { signal } = broken
    const url = `${api.url}${path}?watch=1&allowWatchBookmarks=true&resourceVersion=${last}&${selector}`
    const { body } = await request(url, { dispatcher, headers, signal })
    let rest = ''
    for await (const chunk of body) {
      rest += String(chunk)
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      if (signal.aborted) return
      for (const line of lines) hear(line)
      tellWaiting()
    }
  }

  const run = async () => {
    while (!closed) {
      if (last === null) await list()
      tellWaiting()
      broken = new AbortController()
      await watch().catch((error: unknown) => {
        if (!broken.signal.aborted) throw error
      })
    }
  }
  const running = run()

  return {
    known,
    drop: () => broken.abort(),
    relist: () => {
      last = null
      broken.abort()
    },
    until: (name) => {
      const seen = new Promise<void>((resolve) => {
        const look = () => {
          if (known.has(name)) resolve()
        }
        waiting.add(look)
        look()
      })
      // What the client finds wrong ends its run.
      return Promise.race([seen, running])
    },
    close: async () => {
      closed = true
      broken.abort()
      await running
      await dispatcher.destroy()
    },
  }
}

type Step = (store: Store, place: string, clients: readonly Client[]) => void

const names = fc.constantFrom('a', 'b', 'c', 'd')
const tiers = fc.constantFrom('web', 'db')
const write = (does: (store: Store, place: string, name: string, tier: string) => void) =>
  fc.tuple(names, tiers).map(
    ([name, tier]): Step =>
      (store, place) =>
        does(store, place, name, tier),
  )

const steps: fc.Arbitrary<Step | 'breathe'> = fc.oneof(
  write((store, namespace, name, tier) => {
    if (!store.get('pods', namespace, name))
      store.create('pods', { metadata: { name, namespace, labels: { tier } } })
  }),
  write((store, namespace, name, tier) => {
    const found = store.get('pods', namespace, name)
    if (found) store.update('pods', { ...found, metadata: { ...found.metadata, labels: { tier } } })
  }),
  write((store, namespace, name) => void store.delete('pods', namespace, name)),
  fc.constant<Step>((store) => store.age(1_000)),
  fc.nat(4).map(
    (back): Step =>
      (store) =>
        store.compact(Number(store.version()) - back),
  ),
  fc.nat(2).map(
    (which): Step =>
      (_, __, clients) =>
        clients[which]?.drop(),
  ),
  fc.nat(2).map(
    (which): Step =>
      (_, __, clients) =>
        clients[which]?.relist(),
  ),
  fc.constant('breathe' as const),
)

const selectors: Readonly<Record<string, (tier: string) => boolean>> = {
  '': () => true,
  'labelSelector=tier%3Dweb': (tier) => tier === 'web',
  'labelSelector=tier!%3Ddb': (tier) => tier !== 'db',
}

test('over HTTP no watch goes back or misses a deletion, whoever writes, relists or forgets', {
  timeout: 60_000,
}, async () => {
  const store = createStore({ now: Date.now, history: 8 })
  const api = await startApi({ store, now: Date.now })
  let places = 0
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 100, size: 'max' }), async (script) => {
      const place = `place-${places++}`
      store.create('namespaces', { metadata: { name: place } })
      const clients = Object.keys(selectors).map((selector) =>
        createClient(api, `/api/v1/namespaces/${place}/pods`, selector),
      )
      for (const step of script) {
        if (step === 'breathe') await turn()
        else step(store, place, clients)
      }
      store.create('pods', { metadata: { name: 'last', namespace: place, labels: { tier: 'web' } } })
      await Promise.all(clients.map((client) => client.until('last')))
      for (const [index, fits] of Object.values(selectors).entries()) {
        const truth = store
          .list('pods', place)
          .filter(({ metadata }) => fits(metadata.labels?.tier ?? ''))
          .map(({ metadata }): [string, number] => [metadata.name, Number(metadata.resourceVersion)])
        expect(new Map(clients[index]?.known)).toEqual(new Map(truth))
      }
      await Promise.all(clients.map((client) => client.close()))
    }),
    { numRuns: 60 },
  )
  await api.close()
})
