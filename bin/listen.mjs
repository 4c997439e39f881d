import { createServer } from 'node:http'
import { bindProblem } from './text.mjs'

/** @typedef {import('node:http').RequestListener} RequestListener */
/** @typedef {{ readonly servers: readonly import('node:http').Server[], readonly port: number }} Listening */

const attempts = 20
// Longer than the idle limit of the usual proxies, so that they and not we close an idle connection.
const keepAliveMs = 75_000

/**
 * Listens on one address, or on both loopback addresses at the same port; a machine without IPv6 has only one.
 * Rejects with an Error whose message is a sentence.
 * @param {RequestListener} listener
 * @param {string | null} address
 * @param {number} port 0 means any free one
 * @returns {Promise<Listening>}
 */
export async function listen(listener, address, port) {
  const [first, ...others] = address === null ? ['127.0.0.1', '::1'] : [address]
  for (let attempt = 1; ; attempt++) {
    const servers = [await open(listener, first, port)]
    const chosen = portOf(servers[0])
    try {
      for (const other of others) servers.push(await open(listener, other, chosen))
      return { servers, port: chosen }
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined
      if (missing(cause)) return { servers, port: chosen }
      for (const server of servers) server.close()
      // A port that was free on one address may be taken on the other; any port was asked for, so take another.
      if (port !== 0 || attempt === attempts) throw error
    }
  }
}

/**
 * @param {RequestListener} listener
 * @param {string} host
 * @param {number} port
 * @returns {Promise<import('node:http').Server>}
 */
function open(listener, host, port) {
  const server = createServer({ keepAliveTimeout: keepAliveMs }, listener)
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(bindProblem(cause, host, port), { cause })))
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
