import { isIP } from 'node:net'
import { parseArgs } from 'node:util'

/**
 * What a person may choose when starting the cockpit. `null` means "not chosen".
 * @typedef {object} Settings
 * @property {string | null} kubeconfig
 * @property {string | null} context
 * @property {readonly string[] | null} namespaces
 * @property {number} port 0 means any free port
 * @property {string | null} address an IP address; null means 127.0.0.1 and ::1
 * @property {readonly string[]} allowHosts names a browser may call this cockpit by, beside the loopback ones
 * @property {boolean} readOnly
 */

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

export const defaultPort = 3100

const flags = /** @type {const} */ ({
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  namespace: { type: 'string', multiple: true },
  port: { type: 'string' },
  address: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'read-only': { type: 'boolean' },
  verbose: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean' },
})

const variables = /** @type {const} */ ({
  kubeconfig: 'COCKPIT_KUBECONFIG',
  context: 'COCKPIT_CONTEXT',
  namespace: 'COCKPIT_NAMESPACE',
  port: 'COCKPIT_PORT',
  address: 'COCKPIT_ADDRESS',
  'allow-host': 'COCKPIT_ALLOW_HOST',
  'read-only': 'COCKPIT_READ_ONLY',
})

/** @typedef {Readonly<Record<string, { readonly type: 'string' }>>} MoreFlags */

/**
 * Splits the command line into the wish for help, version or more words, the flags as COCKPIT_* variables, and those of `moreFlags` as they are.
 * Throws an Error whose message is a sentence for the terminal.
 * @param {readonly string[]} argv
 * @param {MoreFlags} [moreFlags]
 */
export function parseFlags(argv, moreFlags = {}) {
  const values = parse(argv, moreFlags)
  /** @type {Record<string, string>} */
  const chosen = {}
  for (const [flag, variable] of Object.entries(variables)) {
    const value = values[flag]
    if (value !== undefined) chosen[variable] = Array.isArray(value) ? value.join(',') : String(value)
  }
  /** @type {Record<string, string | undefined>} */
  const more = {}
  for (const flag of Object.keys(moreFlags)) {
    const value = values[flag]
    if (typeof value === 'string') more[flag] = value
  }
  const { help, version, verbose } = values
  return { help: help === true, version: version === true, verbose: verbose === true, chosen, more }
}

/**
 * Node adds advice for programs that take more than flags; ours is shorter.
 * @param {readonly string[]} argv
 * @param {MoreFlags} moreFlags
 * @returns {Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>}
 */
function parse(argv, moreFlags) {
  try {
    return parseArgs({ args: [...argv], options: { ...flags, ...moreFlags } }).values
  } catch (error) {
    const [fault] = String(error instanceof Error ? error.message : error).split('. ')
    throw new Error(`${fault}; --help shows all flags.`)
  }
}

/**
 * Reads the COCKPIT_* variables. Throws an Error that names the variable (and so the flag) and what it may hold.
 * @param {Environment} env
 * @returns {Settings}
 */
export function readSettings(env) {
  return {
    kubeconfig: text(env.COCKPIT_KUBECONFIG),
    context: text(env.COCKPIT_CONTEXT),
    namespaces: readNamespaces(list(env.COCKPIT_NAMESPACE)),
    port: readPort(text(env.COCKPIT_PORT)),
    address: readAddress(text(env.COCKPIT_ADDRESS)),
    allowHosts: readHosts(list(env.COCKPIT_ALLOW_HOST)),
    readOnly: readSwitch(text(env.COCKPIT_READ_ONLY)),
  }
}

/**
 * The token of COCKPIT_TOKEN, or null where none is set. It must survive an Authorization header as it is.
 * @param {Environment} env
 */
export function readToken(env) {
  const token = text(env.COCKPIT_TOKEN)
  if (token === null || /^[A-Za-z0-9._~+/-]{16,512}=*$/.test(token)) return token
  throw new Error('COCKPIT_TOKEN must have 16 or more letters, digits or any of . _ ~ + / -.')
}

/** @param {string | undefined} value */
const text = (value) => value?.trim() || null

/** @param {string | undefined} value */
const list = (value) => [...new Set((value ?? '').split(',').map((item) => item.trim()))].filter(Boolean)

/** @param {readonly string[]} names */
function readNamespaces(names) {
  const wrong = names.find((name) => !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
  if (wrong !== undefined)
    throw new Error(`--namespace (COCKPIT_NAMESPACE) "${wrong}" cannot be a namespace's name.`)
  return names.length === 0 ? null : names
}

/** @param {string | null} value */
function readPort(value) {
  // In a pod whose namespace has a Service named cockpit, Kubernetes sets COCKPIT_PORT to that Service's address.
  if (value === null || value.startsWith('tcp://')) return defaultPort
  const port = Number(value)
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port
  throw new Error(`--port (COCKPIT_PORT) must be a number from 0 (any free port) to 65535, not "${value}".`)
}

/** @param {string | null} value */
function readAddress(value) {
  if (value === null || value === 'localhost') return null
  if (isIP(value) !== 0) return value
  throw new Error(
    `--address (COCKPIT_ADDRESS) must be an IP address of this machine, such as 0.0.0.0, not "${value}".`,
  )
}

/** @param {readonly string[]} names */
function readHosts(names) {
  const hosts = names.map((name) => name.toLowerCase())
  const wrong = hosts.find((host) => !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(host))
  if (wrong === undefined) return hosts
  throw new Error(`--allow-host (COCKPIT_ALLOW_HOST) "${wrong}" must be a host name without scheme and port.`)
}

/** @param {string | null} value */
function readSwitch(value) {
  if (value === null || value === 'false' || value === '0') return false
  if (value === 'true' || value === '1') return true
  throw new Error(`--read-only (COCKPIT_READ_ONLY) must be true or false, not "${value}".`)
}

/** Whether only this machine reaches the address. @param {string} address */
export const isLoopback = (address) => address === '::1' || address.startsWith('127.')
