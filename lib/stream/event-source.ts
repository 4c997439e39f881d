import { messageTypes, type StreamMessage } from './protocol.ts'
import type { RoadDeps } from './road.ts'

/** Opens the browser's own EventSource; its automatic reconnection is not used, the road has its own. */
export const openEventSource: RoadDeps['open'] = (url, listener) => {
  const source = new EventSource(url)
  const read = (event: MessageEvent<string>) => {
    const message: StreamMessage = JSON.parse(event.data)
    listener.message(message)
  }
  for (const type of messageTypes) source.addEventListener(type, read)
  source.onerror = () => {
    source.close()
    listener.failed()
  }
  return { close: () => source.close() }
}

/** Asks whether the session still holds; a server that does not answer has not refused it. */
export async function authenticated(): Promise<boolean> {
  try {
    const response = await fetch('/api/session', { cache: 'no-store' })
    return response.status !== 401
  } catch {
    return true
  }
}
