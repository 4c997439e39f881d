import { randomBytes } from 'node:crypto'
import { type Environment, isLoopback, readSettings, readToken, type Settings } from '../bin/settings.mjs'
import manifest from '../package.json' with { type: 'json' }
import { CockpitError } from './errors.ts'

export interface Env extends Settings {
  /** The session secret: whoever knows it may use this cockpit. */
  readonly token: string
  readonly version: string
  /** Whether only this machine reaches the cockpit. */
  readonly loopback: boolean
  /** Whether the cluster is the simulated one of `npm run demo`. */
  readonly demo: boolean
  /** Whether this is `next dev`, whose pages need a softer content security policy. */
  readonly development: boolean
  /** The whole environment, for what belongs to others: KUBECONFIG, a pod's service account, exec plugins, proxies. */
  readonly kubeEnv: Environment
}

let parsed: Env | null = null

/** The choices this process was started with, parsed once; throws `invalid` with a sentence that names the variable. */
export function getEnv(): Env {
  parsed ??= openEnv()
  return parsed
}

function openEnv(): Env {
  const { COCKPIT_TOKEN, PORT = '3000' } = process.env
  const env = parseEnv(process.env)
  // Without the launcher nobody else says how to get in.
  if (env.development && !COCKPIT_TOKEN)
    process.stderr.write(`Open http://localhost:${PORT}/#token=${encodeURIComponent(env.token)}\n`)
  return env
}

/** Parses an environment; makes a token, and leaves it there as COCKPIT_TOKEN, where none is set. */
export function parseEnv(env: Record<string, string | undefined>): Env {
  try {
    const settings = readSettings(env)
    const token = readToken(env) ?? newToken()
    // Next loads this module once per module graph: the environment is what they share.
    env.COCKPIT_TOKEN = token
    const development = env.NODE_ENV === 'development'
    const loopback = settings.address === null || isLoopback(settings.address)
    const demo = env.COCKPIT_DEMO === 'true'
    return { ...settings, token, version: manifest.version, loopback, demo, development, kubeEnv: env }
  } catch (cause) {
    throw new CockpitError('invalid', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

const newToken = () => randomBytes(32).toString('base64url')
