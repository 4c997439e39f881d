import { createBroker, type FromPage, repeatMs, type ToPage } from './broker.ts'
import { authenticated, openEventSource } from './event-source.ts'
import type { Scope } from './scope.ts'

export interface Stream {
  /** What this page wants to hear from now on; null for nothing. */
  setScope(scope: Scope | null): void
  /** Tries a broken road again at once. */
  wake(): void
  close(): void
}

type Tell = (message: ToPage) => void
type Say = (message: FromPage) => void

/** Joins this page to the browser's one stream; without SharedWorker the page has its own while it is visible. */
export function connectStream(tell: Tell): Stream {
  const shared = 'SharedWorker' in window
  const say = shared ? joinWorker(tell) : joinOwn(tell)
  let scope: Scope | null = null

  const speak = () => say({ type: 'scope', scope: shared || !document.hidden ? scope : null })
  const shown = () => {
    speak()
    if (!document.hidden) say({ type: 'wake' })
  }
  const wake = () => say({ type: 'wake' })
  const bye = () => say({ type: 'bye' })

  const timer = setInterval(speak, repeatMs)
  document.addEventListener('visibilitychange', shown)
  window.addEventListener('online', wake)
  window.addEventListener('pagehide', bye)
  window.addEventListener('pageshow', speak)
  return {
    setScope(next) {
      scope = next
      speak()
    },
    wake,
    close() {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', shown)
      window.removeEventListener('online', wake)
      window.removeEventListener('pagehide', bye)
      window.removeEventListener('pageshow', speak)
      bye()
    },
  }
}

function joinWorker(tell: Tell): Say {
  const worker = new SharedWorker(new URL('./stream.worker.ts', import.meta.url), { type: 'module' })
  worker.port.onmessage = ({ data }: MessageEvent<ToPage>) => tell(data)
  return (message) => worker.port.postMessage(message)
}

function joinOwn(tell: Tell): Say {
  const options = { open: openEventSource, authenticated, now: Date.now, random: Math.random, lingerMs: 0 }
  return createBroker(options).join(tell)
}
