import { streamApi } from '../paths.ts'
import type { StreamMessage } from './protocol.ts'
import { type Connection, createRoad, type Road, type RoadDeps } from './road.ts'
import { added, concerns, type Scope, sameScope, unionOf } from './scope.ts'
import { emptySnapshot, foldMessage, narrowTo, replay, type Snapshot } from './snapshot.ts'

/** What a page says. A scope is repeated from time to time: silence means that the page is gone. */
export type FromPage =
  | { readonly type: 'scope'; readonly scope: Scope | null }
  | { readonly type: 'wake' }
  | { readonly type: 'bye' }

/** What a page is told. */
export type ToPage =
  | { readonly type: 'message'; readonly cluster: string; readonly message: StreamMessage }
  | { readonly type: 'connection'; readonly cluster: string; readonly connection: Connection }

/** How often a page repeats its scope; browsers slow a hidden page's timers to once a minute. */
export const repeatMs = 20_000
const goneMs = 180_000

interface Page {
  readonly tell: (message: ToPage) => void
  scope: Scope | null
  heardAt: number
}

interface Listened {
  readonly road: Road
  scope: Scope
  snapshot: Snapshot
  connection: Connection
  /** Ends what nobody wants any more, after a while: who comes back within it finds everything in place. */
  linger: ReturnType<typeof setTimeout> | undefined
}

export interface Broker {
  /** Joins a page; what it says goes into the function that is given back. */
  join(tell: (message: ToPage) => void): (message: FromPage) => void
  /** Forgets pages that have not spoken for three minutes. */
  reap(): void
}

type Options = Omit<RoadDeps, 'onMessage' | 'onConnection'> & { readonly lingerMs: number }

/** One stream per cluster for any number of pages, with what was last heard kept for those who join late. */
export function createBroker(options: Options): Broker {
  const pages = new Set<Page>()
  const clusters = new Map<string, Listened>()

  const readers = (cluster: string) => [...pages].filter((page) => page.scope?.cluster === cluster)

  function listen(cluster: string, scope: Scope): Listened {
    const road = createRoad({
      ...options,
      onMessage(message) {
        const folded = foldMessage(listened.snapshot, message, options.now())
        listened.snapshot = folded.snapshot
        if (folded.news !== null) spread(cluster, folded.news)
      },
      onConnection(connection) {
        listened.connection = connection
        for (const page of readers(cluster)) page.tell({ type: 'connection', cluster, connection })
      },
    })
    const listened: Listened = {
      road,
      scope,
      snapshot: emptySnapshot,
      connection: { state: 'connecting', since: null },
      linger: undefined,
    }
    clusters.set(cluster, listened)
    road.go(streamApi(cluster, scope.fleet, scope.pages))
    return listened
  }

  function spread(cluster: string, message: StreamMessage): void {
    for (const page of readers(cluster)) {
      if (page.scope !== null && concerns(message, page.scope))
        page.tell({ type: 'message', cluster, message })
    }
  }

  function settle(cluster: string): void {
    const wanted = unionOf(
      cluster,
      [...pages].flatMap((page) => page.scope ?? []),
    )
    const listened = clusters.get(cluster)
    if (listened === undefined) {
      if (wanted !== null) listen(cluster, wanted)
      return
    }
    clearTimeout(listened.linger)
    const all = unionOf(cluster, wanted === null ? [listened.scope] : [listened.scope, wanted])
    if (all !== null && !sameScope(all, listened.scope)) widen(listened, all)
    if (!sameScope(wanted, listened.scope)) {
      listened.linger = setTimeout(() => shrink(cluster, listened, wanted), options.lingerMs)
    }
  }

  function widen(listened: Listened, scope: Scope): void {
    listened.scope = scope
    listened.road.go(streamApi(scope.cluster, scope.fleet, scope.pages))
  }

  function shrink(cluster: string, listened: Listened, wanted: Scope | null): void {
    if (wanted === null) {
      listened.road.close()
      clusters.delete(cluster)
      return
    }
    listened.snapshot = narrowTo(listened.snapshot, wanted)
    widen(listened, wanted)
  }

  function turn(page: Page, scope: Scope | null): void {
    const before = page.scope
    if (sameScope(before, scope)) return
    page.scope = scope
    if (before !== null && before.cluster !== scope?.cluster) settle(before.cluster)
    if (scope === null) return
    settle(scope.cluster)
    const listened = clusters.get(scope.cluster)
    if (listened === undefined) return
    const { cluster } = scope
    // Who joins now may have just opened the session that was refused to those before.
    if (listened.connection.state === 'unauthenticated') listened.road.wake()
    page.tell({ type: 'connection', cluster, connection: listened.connection })
    for (const message of replay(listened.snapshot, added(before, scope), options.now())) {
      page.tell({ type: 'message', cluster, message })
    }
  }

  const leave = (page: Page) => {
    turn(page, null)
    pages.delete(page)
  }

  return {
    join(tell) {
      const page: Page = { tell, scope: null, heardAt: options.now() }
      return (message) => {
        pages.add(page)
        page.heardAt = options.now()
        if (message.type === 'scope') turn(page, message.scope)
        else if (message.type === 'bye') leave(page)
        else for (const { road } of clusters.values()) road.wake()
      }
    },
    reap() {
      for (const page of pages) if (options.now() - page.heardAt > goneMs) leave(page)
    },
  }
}
