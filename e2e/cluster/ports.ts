import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { CockpitError } from '../../lib/errors.ts'

export interface ReservedPort {
  readonly port: number
  /** Lets go of the port, for the process that is about to listen on it. */
  release(): Promise<void>
}

// Below the range that Linux and macOS take for outgoing connections: a port of ours that is free while the
// API server restarts must not become the source port of somebody's request.
const LOWEST = 20_000
const HIGHEST = 32_000

/** A free port of 127.0.0.1, held until it is released, so that clusters started side by side never share one. */
export async function reservePort(): Promise<ReservedPort> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST)
    const server = await listen(port)
    if (server) return { port, release: () => close(server) }
  }
  throw new CockpitError('unexpected', `No free port of 127.0.0.1 was found between ${LOWEST} and ${HIGHEST}`)
}

/** Whether nothing listens on the port of 127.0.0.1. */
export async function portIsFree(port: number): Promise<boolean> {
  const server = await listen(port)
  if (server) await close(server)
  return server !== undefined
}

async function listen(port: number): Promise<Server | undefined> {
  const server = createServer()
  server.listen({ port, host: '127.0.0.1', exclusive: true })
  try {
    await once(server, 'listening')
    return server.unref()
  } catch {
    return undefined
  }
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  server.close()
  await once(server, 'close')
}
