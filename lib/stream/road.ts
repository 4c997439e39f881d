import type { StreamMessage } from './protocol.ts'
import { createBackoff } from './retry.ts'

/** How the browser stands with the server. `since` is the last instant at which something was heard. */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'reconnecting' | 'stale' | 'unauthenticated'
  readonly since: string | null
}

/** One opened stream. `close` ends it without a further call of its listener. */
export interface Opened {
  close(): void
}

export interface RoadDeps {
  /** Opens a stream; `failed` is called once at most, and nothing follows it. */
  readonly open: (url: string, listener: { message(message: StreamMessage): void; failed(): void }) => Opened
  /** Tells a refused session from a server that is not there. */
  readonly authenticated: () => Promise<boolean>
  readonly onMessage: (message: StreamMessage) => void
  readonly onConnection: (connection: Connection) => void
  readonly now: () => number
  readonly random: () => number
}

/** Longer than two heartbeats: a stream that says nothing for so long is dead, whatever TCP believes. */
export const silenceMs = 25_000
/** A break shorter than this is a hiccup; after it, what is on screen is called stale. */
export const staleAfterMs = 10_000

export interface Road {
  /** Listens at this URL from now on; the old stream is kept until the new one speaks. */
  go(url: string): void
  /** Tries again at once: the person came back, the network came back, the session was opened. */
  wake(): void
  close(): void
}

interface Link {
  readonly url: string
  readonly opened: Opened
  silence: ReturnType<typeof setTimeout>
}

/** Keeps one stream alive: make before break, silence detection, jittered back-off, and an honest word on all of it. */
export function createRoad(deps: RoadDeps): Road {
  const backoff = createBackoff(deps.random)
  let target: string | null = null
  let current: Link | null = null
  let candidate: Link | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let staleTimer: ReturnType<typeof setTimeout> | undefined
  let connection: Connection = { state: 'connecting', since: null }
  let lastHeard: number | null = null

  const say = (state: Connection['state']) => {
    const since = lastHeard === null ? null : new Date(lastHeard).toISOString()
    if (connection.state === state && state !== 'stale') return
    connection = { state, since }
    deps.onConnection(connection)
  }
  const end = (link: Link | null) => {
    if (link === null) return
    clearTimeout(link.silence)
    link.opened.close()
  }

  function open(url: string): void {
    clearTimeout(retry)
    end(candidate)
    const fail = () => failed(link)
    const link: Link = {
      url,
      opened: deps.open(url, { message: (message) => heard(link, message), failed: fail }),
      silence: setTimeout(fail, silenceMs),
    }
    candidate = link
  }

  function heard(link: Link, message: StreamMessage): void {
    if (link === candidate) {
      end(current)
      current = link
      candidate = null
      backoff.reset()
      clearTimeout(staleTimer)
    }
    if (link !== current) return
    clearTimeout(link.silence)
    link.silence = setTimeout(() => failed(link), silenceMs)
    lastHeard = deps.now()
    say('live')
    deps.onMessage(message)
  }

  function failed(link: Link): void {
    end(link)
    if (link === candidate) candidate = null
    else if (link === current) {
      current = null
      broken()
    } else return
    if (candidate !== null) return
    clearTimeout(retry)
    retry = setTimeout(again, backoff.next())
    if (current === null) void ask()
  }

  function broken(): void {
    say('reconnecting')
    clearTimeout(staleTimer)
    staleTimer = setTimeout(() => say('stale'), staleAfterMs)
  }

  async function ask(): Promise<void> {
    const authenticated = await deps.authenticated()
    if (authenticated || target === null || current !== null) return
    clearTimeout(retry)
    clearTimeout(staleTimer)
    end(candidate)
    candidate = null
    say('unauthenticated')
  }

  function again(): void {
    if (target === null) return
    if (connection.state === 'unauthenticated') say('connecting')
    open(target)
  }

  return {
    go(url) {
      if (url === target) return
      target = url
      if (connection.state === 'unauthenticated') return
      if (current === null) deps.onConnection(connection)
      open(url)
    },
    wake() {
      if (target !== null && current?.url !== target && candidate === null) again()
    },
    close() {
      target = null
      clearTimeout(retry)
      clearTimeout(staleTimer)
      end(candidate)
      end(current)
      candidate = null
      current = null
    },
  }
}
