import { spawn } from 'node:child_process'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

/** The checkout, or the shipped folder, that this file lives in. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What npm is told: exactly the packages of the lockfile, those for building and a Node for this machine among them. */
export const installWords = ['ci', '--include=dev', '--include=optional']

const oldestNode = [22, 19]
/** @type {readonly NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Installs the packages where none are, or where the lockfile is newer. A shipped folder has no lockfile and needs none.
 * Throws an Error with a sentence when npm fails.
 */
export async function ensureInstalled(folder = root) {
  if (installed(folder)) return
  await withLock(join(folder, '.cache', 'install.lock'), async () => {
    if (installed(folder)) return
    console.error('Installing packages (npm ci) …')
    const started = Date.now()
    const [command, ...args] = npm()
    const wanted = [...installWords, '--no-audit', '--no-fund', '--loglevel=error']
    const code = await run(command, [...args, ...wanted], { cwd: folder, quiet: true })
    if (code !== 0) throw new Error(`The packages could not be installed: npm ci ended with code ${code}.`)
    console.error(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
  })
}

/** @param {string} folder */
function installed(folder) {
  const lockfile = join(folder, 'package-lock.json')
  const record = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(lockfile)) return true
  return existsSync(record) && statSync(record).mtimeMs >= statSync(lockfile).mtimeMs
}

/** Inside an npm script, the npm that runs it. @returns {[string, ...string[]]} */
function npm() {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js')) return [process.execPath, cli]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}

/** @param {string} version */
export function newEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/**
 * The Node to run under: this one, or the one that came with the packages. Throws an Error with a sentence where both are missing.
 * @returns {string}
 */
export function suitableNode(folder = root, version = process.versions.node) {
  if (newEnough(version)) return process.execPath
  // Where this is itself an installed package, its packages lie beside it.
  const places = [join(folder, 'node_modules'), dirname(folder)]
  const own = places.map((place) => join(place, '.bin', 'node')).find((path) => existsSync(path))
  if (own !== undefined) return realpathSync(own)
  throw new Error(`Node ${oldestNode.join('.')} or newer is needed; this is Node ${version}.`)
}

/**
 * Runs a program to its end and answers its exit code. It hears the signals that this process hears; with `watched` it also learns,
 * by a closed channel, when this process is killed; with `quiet` its output is shown only when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, watched?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { cwd, env = process.env, quiet = false, watched = false } = {}) {
  const output = quiet ? 'pipe' : 'inherit'
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['inherit', output, output, watched ? 'ipc' : 'ignore'],
  })
  /** @type {Buffer[]} */
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk))
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => child.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      if (code !== 0) process.stderr.write(Buffer.concat(said))
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

/** Runs a script of this checkout under a suitable Node, with the packages' programs first in PATH. */
async function main() {
  const [script, ...args] = process.argv.slice(2)
  if (script === undefined) throw new Error('Usage: node bin/ensure.mjs <script> [arguments]')
  await ensureInstalled()
  const bin = join(root, 'node_modules', '.bin')
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
  process.exitCode = await run(suitableNode(), [resolve(root, script), ...args], { env, watched: true })
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
