import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { duplexPair } from 'node:stream'
import { text } from 'node:stream/consumers'
import { front } from './front.mjs'

/** @typedef {import('node:http').RequestListener} RequestListener */

/**
 * Starts Next's production server in this process and gives what answers requests. The build's own configuration is handed over as the generated
 * server.js does it, so a checkout and a shipped folder start alike and next.config.ts is not compiled again.
 * @param {string} folder
 * @param {string} build the build's folder below it, wherever the build was made
 * @param {(next: RequestListener) => RequestListener} [before] what may answer before Next does
 * @returns {Promise<RequestListener>}
 */
export async function startNext(folder, build, before = (next) => next) {
  const { config } = JSON.parse(readFileSync(join(folder, build, 'required-server-files.json'), 'utf8'))
  Object.assign(process.env, {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    __NEXT_PRIVATE_STANDALONE_CONFIG: JSON.stringify({ ...config, distDir: build }),
  })
  process.chdir(folder)
  const { default: next } = await import('next')
  // Next hangs its upgrade handler on the server it is given. Ours get none: the cockpit speaks no WebSocket, and a request that offers an upgrade stays a request.
  const app = next({ dev: false, dir: folder, quiet: true, httpServer: createServer() })
  await withoutChatter(() => app.prepare())
  return front(before(app.getRequestHandler()))
}

/** Next announces on the standard output that it read its configuration; that belongs to us. @param {() => Promise<void>} work */
async function withoutChatter(work) {
  const { log } = console
  console.log = () => {}
  try {
    await work()
  } finally {
    console.log = log
  }
}

/**
 * Asks a listener for JSON over a connection inside this process, before any port is open. Rejects with an Error that says what the answer's error says.
 * @param {RequestListener} listener
 * @param {string} path
 * @param {string} token
 * @returns {Promise<any>}
 */
export function askInProcess(listener, path, token) {
  const [near, far] = duplexPair()
  createServer(listener).emit('connection', far)
  const headers = { host: 'localhost', authorization: `Bearer ${token}`, connection: 'close' }
  return new Promise((resolve, reject) => {
    const asked = request({ path, headers, createConnection: () => near })
    asked.once('error', reject)
    asked.once('response', async (response) => {
      const body = await text(response)
      if (!response.headers['content-type']?.startsWith('application/json'))
        return reject(
          new Error('The build does not answer; remove the folders .next and .cache/builds and start again.'),
        )
      if (response.statusCode === 200) return resolve(JSON.parse(body))
      return reject(new Error(JSON.parse(body).error.message))
    })
    asked.end()
  })
}
