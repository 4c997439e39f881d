import { type ChildProcess, spawn } from 'node:child_process'
import type { KubeConfig } from '@kubernetes/client-node'
import type { KubeEnv } from './config.ts'
import { parseJson, textAt, valueAt } from './json.ts'
import type { Timing } from './timing.ts'
import { type Call, isToldOfCluster, pluginCall } from './user.ts'

type Authenticator = Parameters<KubeConfig['addAuthenticator']>[0]
type Entry = Readonly<Record<string, unknown>>

// A group of its own can be ended with all that the plugin started: a login is often a shell script around other programs. Windows has none.
const grouped = process.platform !== 'win32'

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const plugin of running) end(plugin)
})

/** By user entry, which contexts share: the run that was asked for last, until it is over. */
const lastRuns = new WeakMap<Entry, Promise<string>>()

interface Plugin {
  readonly user: Entry
  readonly cluster: Entry
  readonly env: KubeEnv
  readonly timing: Timing
  readonly signal: AbortSignal
}

/**
 * Runs the credentials plugin of a user entry for the client library, in place of the library's own authenticator, which lets go of no plugin that hangs. Runs
 * of one user follow one another, and one answer serves all who waited for it; when the signal aborts, what runs is ended and what waits for its turn never starts.
 */
export function createPlugin({ user, cluster, env, timing, signal }: Plugin): Authenticator {
  let answer: unknown
  const usable = () => {
    const expires = textAt(answer, 'status', 'expirationTimestamp')
    return answer !== undefined && (expires === null || Date.parse(expires) > timing.now())
  }
  async function ask(): Promise<unknown> {
    const words = await inTurn(user, async () => run(pluginCall(user, cluster), env, signal))
    const given = parseJson(words)
    if (valueAt(given, 'status') === undefined)
      throw new Error('its answer is no ExecCredential with a status.')
    return given
  }
  return {
    isAuthProvider: () => true,
    async applyAuthentication(_user, options) {
      if (!usable()) answer = await ask()
      const given = (key: string) => textAt(answer, 'status', key)
      const token = given('token')
      if (token !== null) options.headers = { ...options.headers, Authorization: `Bearer ${token}` }
      options.cert = given('clientCertificateData') ?? options.cert
      options.key = given('clientKeyData') ?? options.key
    },
  }
}

/** A login of half a minute is done once for all clusters that are looked at, save where the plugin is told of the one that it is for. */
function inTurn(user: Entry, work: () => Promise<string>): Promise<string> {
  const before = lastRuns.get(user)
  const mine = before?.then((given) => (isToldOfCluster(user) ? work() : given), work) ?? work()
  const forget = () => {
    if (lastRuns.get(user) === mine) lastRuns.delete(user)
  }
  lastRuns.set(user, mine)
  mine.then(forget, forget)
  return mine
}

/** Answers what the plugin printed; rejects with what it said instead, once it is over. */
function run({ command, args, env: own }: Call, env: KubeEnv, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    // The session's secret is none of a plugin's business.
    const { COCKPIT_TOKEN: _, ...others } = env
    const all: NodeJS.ProcessEnv = { ...others, NODE_ENV: 'production', ...own }
    const plugin = spawn(command, args, {
      env: all,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: grouped,
    })
    const said = { out: '', err: '' }
    plugin.stdout.setEncoding('utf8').on('data', (text) => {
      said.out += text
    })
    plugin.stderr.setEncoding('utf8').on('data', (text) => {
      said.err += text
    })
    const giveUp = () => end(plugin)
    running.add(plugin)
    signal.addEventListener('abort', giveUp, { once: true })
    plugin.once('error', reject)
    plugin.once('close', (code) => {
      running.delete(plugin)
      signal.removeEventListener('abort', giveUp)
      if (code === 0) resolve(said.out)
      else reject(new Error(said.err))
    })
  })
}

function end(plugin: ChildProcess) {
  // Whoever left the group may hold them for ever, and the run would not be over.
  plugin.stdout?.destroy()
  plugin.stderr?.destroy()
  if (!grouped || plugin.pid === undefined) return void plugin.kill('SIGKILL')
  try {
    process.kill(-plugin.pid, 'SIGKILL')
  } catch {
    // The last of the group has just ended.
  }
}
