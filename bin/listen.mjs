import { createServer } from 'node:http'
import { bindProblem } from './text.mjs'

/** @typedef {import('node:http').RequestListener} RequestListener */
/** @typedef {{ readonly servers: readonly import('node:http').Server[], readonly port: number }} Listening */

const attempts = 20
// Longer than the idle limit of the usual proxies, so that they and not we close an idle connection.
const keepAliveMs = 75_000

/**
 * Listens on one address, or on both loopback addresses at the same port; a machine without IPv6 has only one. With `orNext` a port that is taken gives way
 * to the next free one. Rejects with an Error whose message is a sentence, which names that port where there is one.
 * @param {RequestListener} listener
 * @param {string | null} address
 * @param {number} port 0 means any free one
 * @param {{ readonly orNext?: boolean }} [choice]
 * @returns {Promise<Listening>}
 */
export async function listen(listener, address, port, { orNext = false } = {}) {
  const hosts = address === null ? ['127.0.0.1', '::1'] : [address]
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenAt(listener, hosts, port)
    } catch (error) {
      if (!isTaken(error)) throw error
      // A port that was free on one address may be taken on the other; any port was asked for, so take another.
      if (port === 0 && attempt < attempts) continue
      const free = await freeAfter(hosts, port)
      if (orNext && free !== null) return listenAt(listener, hosts, free)
      const { host } = Object(error)
      throw new Error(bindProblem(Object(error).cause, host, port, free), { cause: error })
    }
  }
}

/**
 * @param {RequestListener} listener
 * @param {readonly string[]} hosts
 * @param {number} port
 * @returns {Promise<Listening>}
 */
async function listenAt(listener, [first = '', ...others], port) {
  const servers = [await open(listener, first, port)]
  const chosen = portOf(servers[0])
  try {
    for (const other of others) servers.push(await open(listener, other, chosen))
  } catch (error) {
    if (!missing(error instanceof Error ? error.cause : undefined)) {
      await Promise.all(servers.map(close))
      throw error
    }
  }
  return { servers, port: chosen }
}

/** The first port above this one that is free on all of the hosts; null where none of the next is. @param {readonly string[]} hosts @param {number} port */
async function freeAfter(hosts, port) {
  for (let next = port + 1; port !== 0 && next <= Math.min(port + attempts, 65_535); next++) {
    try {
      const { servers } = await listenAt(() => {}, hosts, next)
      await Promise.all(servers.map(close))
      return next
    } catch (error) {
      if (!isTaken(error)) return null
    }
  }
  return null
}

/** @param {import('node:http').Server} server @returns {Promise<unknown>} */
const close = (server) => new Promise((closed) => server.close(closed))

/**
 * @param {RequestListener} listener
 * @param {string} host
 * @param {number} port
 * @returns {Promise<import('node:http').Server>}
 */
function open(listener, host, port) {
  const server = createServer({ keepAliveTimeout: keepAliveMs }, listener)
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(Object.assign(new Error(bindProblem(cause, host, port), { cause }), { host })),
    )
    server.listen({ host, port }, () => resolve(server))
  })
}

/** @param {import('node:http').Server | undefined} server */
function portOf(server) {
  const bound = server?.address()
  return typeof bound === 'object' && bound !== null ? bound.port : 0
}

/** Whether the machine has no such address. @param {unknown} cause */
const missing = (cause) =>
  cause instanceof Error && 'code' in cause && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(String(cause.code))

/** Whether another program listens there. @param {unknown} error */
const isTaken = (error) =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'EADDRINUSE'
