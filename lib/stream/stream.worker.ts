import { createBroker, type FromPage } from './broker.ts'
import { authenticated, openEventSource } from './event-source.ts'

const broker = createBroker({
  open: openEventSource,
  authenticated,
  now: Date.now,
  random: Math.random,
  lingerMs: 30_000,
})

// A port has no close event: pages say goodbye, and those that could not are found by their silence.
setInterval(broker.reap, 60_000)

addEventListener('connect', (event) => {
  if (!(event instanceof MessageEvent)) return
  const port = event.ports[0]
  if (port === undefined) return
  const hear = broker.join((message) => port.postMessage(message))
  port.onmessage = ({ data }: MessageEvent<FromPage>) => hear(data)
})
