import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { run, suitableNode } from './ensure.mjs'
import { withLock } from './lock.mjs'

const sources = [
  'app',
  'components',
  'lib',
  'bin/settings.mjs',
  'proxy.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

/** Builds that were started last and stay, for a cockpit may still run from them. */
const kept = 4
const builds = join('.cache', 'builds')
/** What a build leaves in .next for later builds and for tools, not for the server. */
const notServed = ['cache', 'dev', 'diagnostics', 'lock', 'standalone', 'trace', 'trace-build', 'types']

/**
 * Builds the pages where no build is, or where it was made from other sources, and answers the build's folder below `folder`. Each build has a folder of
 * its own, so that a cockpit that runs keeps its pages. A shipped folder has one build and no sources. Throws an Error with a sentence when the build fails.
 * @param {string} folder
 * @returns {Promise<string>}
 */
export async function ensureBuilt(folder) {
  if (!existsSync(join(folder, 'app'))) return shippedBuild(folder)
  const lock = join(folder, '.cache', 'build.lock')
  return finishedBuild(folder) ?? (await withLock(lock, async () => finishedBuild(folder) ?? build(folder)))
}

/** @param {string} folder */
function shippedBuild(folder) {
  if (existsSync(join(folder, '.next', 'BUILD_ID'))) return '.next'
  throw new Error(`There is neither a build nor sources in ${folder}.`)
}

/** @param {string} folder */
function finishedBuild(folder) {
  const finished = join(builds, sourceDigest(folder))
  if (!existsSync(join(folder, finished))) return null
  utimesSync(join(folder, finished), new Date(), new Date())
  return finished
}

/** @param {string} folder */
async function build(folder) {
  console.error('Building the pages (next build), about half a minute …')
  const started = Date.now()
  // What changes during the build belongs to the next one.
  const target = join(builds, sourceDigest(folder))
  const { COCKPIT_TOKEN: _secret, ...rest } = process.env
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...rest, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const next = join(folder, 'node_modules', 'next', 'dist', 'bin', 'next')
  const code = await run(suitableNode(folder), [next, 'build'], { cwd: folder, env, quiet: true })
  if (code !== 0) throw new Error(`The pages could not be built: next build ended with code ${code}.`)
  keep(folder, target)
  console.error(`Built in ${Math.round((Date.now() - started) / 1000)} s.`)
  return target
}

/** Renamed into place when it is whole; then the oldest go. @param {string} folder @param {string} target */
function keep(folder, target) {
  const from = join(folder, '.next')
  const unfinished = join(folder, builds, 'unfinished')
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(from, unfinished, { recursive: true, filter: (path) => !notServed.includes(relative(from, path)) })
  renameSync(unfinished, join(folder, target))
  const paths = readdirSync(join(folder, builds)).map((name) => join(folder, builds, name))
  const newestFirst = paths.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const old of newestFirst.slice(kept)) rmSync(old, { recursive: true })
}

/** One digest over the name and content of every file that the build is made from. @param {string} folder */
export function sourceDigest(folder) {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesUnder(folder, source)).sort()) {
    const content = readFileSync(join(folder, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex').slice(0, 16)
}

/** @param {string} folder @param {string} path @returns {string[]} */
function filesUnder(folder, path) {
  const stats = statSync(join(folder, path), { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (stats.isDirectory())
    return readdirSync(join(folder, path)).flatMap((name) => filesUnder(folder, `${path}/${name}`))
  return /\.(test\.tsx?|md)$/.test(path) ? [] : [path]
}
