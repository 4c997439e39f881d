import type { RequestOptions } from 'node:https'
import type { KubeConfig } from '@kubernetes/client-node'
import { CockpitError } from '../errors.ts'
import type { KubeEnv } from './config.ts'
import { presentable } from './errors.ts'
import { isRecord } from './json.ts'
import { createPlugin } from './plugin.ts'
import { realTiming, type Timing } from './timing.ts'
import { forClientLibrary, impersonationHeaders, pluginOf, renewable } from './user.ts'

type Entry = Readonly<Record<string, unknown>>
type Secret = string | Buffer

/** What a TLS connection to the API server needs. */
export interface Tls {
  readonly ca: Secret | null
  readonly cert: Secret | null
  readonly key: Secret | null
  readonly verify: boolean
  readonly servername: string | null
}

/** Who one request is from: its headers, and the certificates of its connection. */
export interface Identity {
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly tls: Tls
}

export interface Credentials {
  /** The identity as it is now: files are read, and a plugin is run when its last answer has expired. */
  read(): Promise<Identity>
  /** Forgets what is cached after a 401 on `used`; false where asking again could not help. */
  renew(used: Identity): boolean
}

const readLimitMs = 30_000
// A plugin may open a browser window at each run: a lasting 401 must not run it at each retry.
const renewEveryMs = 60_000

/** Whose credentials are read, out of a kubeconfig. */
export interface Account {
  readonly cluster: Entry
  readonly user: Entry
  readonly userName: string | null
  /** The environment that a plugin runs in. */
  readonly env: KubeEnv
}

/** Reads the credentials of one cluster and user entry of a kubeconfig; throws `invalid` or `unauthenticated`. */
export function createCredentials(account: Account, timing: Timing = realTiming): Credentials {
  const { user, userName } = account
  let library: Library | null = null
  let running: Promise<Identity> | null = null
  let latest: Identity | null = null
  let renewedAt = Number.NEGATIVE_INFINITY

  const readOnce = async (from: Library): Promise<Identity> => {
    try {
      const identity = await readIdentity(await from.config, user)
      if (from === library) latest = identity
      return identity
    } catch (cause) {
      throw credentialsError(cause, user, userName)
    }
  }
  function giveUp(hung: Library): CockpitError {
    hung.stop()
    // What hangs may still answer: late, and into what nobody reads any more.
    if (library === hung) library = null
    const whose = userName === null ? '' : ` of user ${userName}`
    return new CockpitError('unauthenticated', `The credentials${whose} were not given within 30 s.`)
  }
  return {
    read() {
      // Many roads start at once: one run of the plugin serves them all.
      if (running !== null) return running
      library ??= openLibrary(account, timing)
      const from = library
      running = withLimit(readOnce(from), timing, () => giveUp(from)).finally(() => {
        running = null
      })
      return running
    },
    renew(used) {
      if (!renewable(user)) return false
      if (latest !== null && latest.headers.Authorization !== used.headers.Authorization) return true
      if (Math.abs(timing.now() - renewedAt) < renewEveryMs) return false
      renewedAt = timing.now()
      library = null
      return true
    },
  }
}

interface Library {
  readonly config: Promise<KubeConfig>
  /** Ends the plugin that runs for it. */
  stop(): void
}

function openLibrary(account: Account, timing: Timing): Library {
  const abort = new AbortController()
  return { config: loadLibrary(account, timing, abort.signal), stop: () => abort.abort() }
}

// The library is large and slow to load: whoever only wants to know the contexts does not pay for it.
async function loadLibrary({ cluster, user, env }: Account, timing: Timing, signal: AbortSignal) {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const library = new KubeConfig()
  const { 'proxy-url': _, ...direct } = cluster
  // The library refuses plain http unless told so, and would open a proxy agent: the road itself is ours.
  const plain = typeof cluster.server === 'string' && cluster.server.startsWith('http:')
  const skip = plain || cluster['insecure-skip-tls-verify'] === true
  library.loadFromString(
    JSON.stringify({
      clusters: [{ name: 'it', cluster: { ...direct, 'insecure-skip-tls-verify': skip } }],
      users: [{ name: 'it', user: forClientLibrary(user) }],
      contexts: [{ name: 'it', context: { cluster: 'it', user: 'it' } }],
      'current-context': 'it',
    }),
  )
  if (isRecord(user.exec)) library.addAuthenticator(createPlugin({ user, cluster, env, timing, signal }))
  return library
}

async function readIdentity(library: KubeConfig, user: Entry): Promise<Identity> {
  const options: RequestOptions = { headers: {} }
  await library.applyToHTTPSOptions(options)
  const given = options.headers
  const found = given !== undefined && 'Authorization' in given ? given.Authorization : undefined
  const basic = options.auth ? `Basic ${Buffer.from(options.auth).toString('base64')}` : null
  // A token from a file or a plugin may end in a line feed, which no header may hold.
  const authorization = typeof found === 'string' ? found.trim() : basic
  return {
    headers: {
      ...(authorization === null ? {} : { Authorization: authorization }),
      ...impersonationHeaders(user),
    },
    tls: {
      ca: secret(options.ca),
      cert: secret(options.cert),
      key: secret(options.key),
      verify: options.rejectUnauthorized !== false,
      servername: options.servername ?? null,
    },
  }
}

function secret(value: unknown): Secret | null {
  return typeof value === 'string' || Buffer.isBuffer(value) ? value : null
}

function withLimit(read: Promise<Identity>, timing: Timing, giveUp: () => Error): Promise<Identity> {
  return new Promise((resolve, reject) => {
    const cancel = timing.after(readLimitMs, () => reject(giveUp()))
    void read.then(resolve, reject).finally(cancel)
  })
}

function credentialsError(cause: unknown, user: Entry, userName: string | null): CockpitError {
  const whose = userName === null ? '' : ` of user ${userName}`
  const words = cause instanceof Error ? cause.message.trim() : String(cause)
  const plugin = pluginOf(user)
  if (cause instanceof Error && 'syscall' in cause && cause.syscall === 'open' && 'path' in cause) {
    return new CockpitError('invalid', `The file ${cause.path}${whose} cannot be read (${words}).`)
  }
  if (plugin === null) {
    return new CockpitError('unauthenticated', presentable(`No credentials${whose}: ${words}`))
  }
  const missing = /\bENOENT\b/.test(words) ? 'is not installed here, or not on the PATH.' : `failed: ${words}`
  return new CockpitError(
    'unauthenticated',
    presentable(`The credentials plugin ${plugin}${whose} ${missing}`),
  )
}
