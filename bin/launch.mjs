import { randomBytes } from 'node:crypto'
import { delimiter, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { listen } from './listen.mjs'
import { askInProcess, startNext } from './next-server.mjs'
import { isLoopback, readToken } from './settings.mjs'
import { exitOnSignals } from './shutdown.mjs'
import { banner, exposed } from './text.mjs'

/**
 * What lib/cluster/process.ts leaves on globalThis: Next's bundle runs in this process but shares no modules with it.
 * @typedef {{ reach(cluster: string): Promise<string | null>, stop(): void }} Cockpit
 */
/** @typedef {{ readonly name: string, readonly server: string, readonly current: boolean }} Cluster */
/** @typedef {import('node:http').RequestListener} RequestListener */
/**
 * What the demo adds: the page that is opened first, what stands before the pages, and whether a taken port gives way to the next free one.
 * @typedef {{ readonly opens: string, readonly anyPort: boolean,
 *   readonly before: (rules: import('../lib/guard/judge.ts').Rules) => (next: RequestListener) => RequestListener }} Demo
 */

const retryMs = 5_000

/**
 * Serves this build of this folder until a signal comes. Rejects with an Error whose message is a sentence, before anything listens.
 * @param {{ folder: string, build: string, version: string, verbose: boolean, settings: import('./settings.mjs').Settings, demo?: Demo }} start
 */
export async function launch({ folder, build, version, verbose, settings, demo }) {
  const { address, port, namespaces, readOnly, allowHosts } = settings
  const givenToken = readToken(process.env)
  const token = givenToken ?? randomBytes(32).toString('base64url')
  process.env.COCKPIT_TOKEN = token
  process.env.COCKPIT_DEMO = String(demo !== undefined)
  absolutePaths(settings.kubeconfig)

  const before = demo?.before({ token, address, allowHosts, readOnly, development: false })
  const listener = await startNext(folder, build, before)
  // The first request makes the cockpit, which reads the kubeconfig.
  /** @type {{ clusters: readonly Cluster[] }} */
  const { clusters } = await askInProcess(listener, '/api/clusters', token)
  const cluster = clusters.find(({ current }) => current) ?? null
  /** @type {Cockpit} */
  const cockpit = await Reflect.get(globalThis, Symbol.for('rollout-cockpit'))

  const { servers, port: bound } = await listen(listener, address, port, { orNext: demo?.anyPort === true })
  exitOnSignals(() => cockpit.stop(), servers)
  // A chosen token stays out of logs that are kept; who chose it knows it.
  const shown = givenToken === null || process.stdout.isTTY ? encodeURIComponent(token) : '$COCKPIT_TOKEN'
  const url = `http://${hostOf(address)}:${bound}${demo?.opens ?? '/'}#token=${shown}`
  if (port !== 0 && bound !== port)
    process.stdout.write(`Port ${port} is taken by another program; this is port ${bound}.\n`)
  process.stdout.write(banner({ version, url, cluster, namespaces, readOnly, demo: demo !== undefined }))
  if (address !== null && !isLoopback(address)) process.stderr.write(exposed(address, bound))
  if (verbose && address === null && servers.length === 1) process.stderr.write('This machine has no ::1.\n')
  if (cluster !== null) await tellUntilReached(cluster.name, () => cockpit.reach(cluster.name).catch(String))
}

/** Next wants the folder as working directory; what was meant from the present one must not move. @param {string | null} kubeconfig */
function absolutePaths(kubeconfig) {
  if (kubeconfig !== null) process.env.COCKPIT_KUBECONFIG = resolve(kubeconfig)
  const several = process.env.KUBECONFIG
  if (several)
    process.env.KUBECONFIG = several
      .split(delimiter)
      .map((file) => (file === '' ? '' : resolve(file)))
      .join(delimiter)
}

/** @param {string} name @param {() => Promise<string | null>} reach */
async function tellUntilReached(name, reach) {
  let told = false
  for (let problem = await reach(); problem !== null; problem = await reach()) {
    if (!told) console.error(`${problem} Trying again.`)
    told = true
    await pause(retryMs)
  }
  if (told) console.error(`The API server of ${name} answers.`)
}

/**
 * 127.0.0.1 rather than localhost: it is what was bound, whatever else listens on the other loopback address.
 * @param {string | null} address
 */
function hostOf(address) {
  if (address === null || address === '0.0.0.0') return '127.0.0.1'
  if (address === '::') return '[::1]'
  return address.includes(':') ? `[${address}]` : address
}
