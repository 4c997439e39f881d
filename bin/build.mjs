import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/**
 * Builds the pages where no build is, or where it was made from other sources. A shipped folder has a build and no sources.
 * Throws an Error with a sentence when the build fails.
 * @param {string} folder
 */
export async function ensureBuilt(folder) {
  if (!existsSync(join(folder, 'app'))) return requireBuild(folder)
  if (builtFrom(folder) === sourceDigest(folder)) return
  await withLock(join(folder, '.cache', 'build.lock'), async () => {
    const digest = sourceDigest(folder)
    if (builtFrom(folder) !== digest) await build(folder, digest)
  })
}

/** @param {string} folder */
function requireBuild(folder) {
  if (!existsSync(join(folder, '.next', 'BUILD_ID')))
    throw new Error(`There is neither a build nor sources in ${folder}.`)
}

/** @param {string} folder @param {string} digest */
async function build(folder, digest) {
  console.error('Building the pages (next build), about half a minute …')
  const started = Date.now()
  const { COCKPIT_TOKEN: _secret, ...rest } = process.env
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...rest, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const next = join(folder, 'node_modules', 'next', 'dist', 'bin', 'next')
  const code = await run(suitableNode(folder), [next, 'build'], { cwd: folder, env, quiet: true })
  if (code !== 0) throw new Error(`The pages could not be built: next build ended with code ${code}.`)
  writeFileSync(record(folder), JSON.stringify({ digest }))
  console.error(`Built in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** @param {string} folder */
const record = (folder) => join(folder, '.next', 'cockpit-build.json')

/** The digest of the sources that the present build was made from, or null. @param {string} folder */
export function builtFrom(folder) {
  try {
    return String(JSON.parse(readFileSync(record(folder), 'utf8')).digest)
  } catch {
    return null
  }
}

/** One digest over the name and content of every file that the build is made from. @param {string} folder */
export function sourceDigest(folder) {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesUnder(folder, source)).sort()) {
    const content = readFileSync(join(folder, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** @param {string} folder @param {string} path @returns {string[]} */
function filesUnder(folder, path) {
  const stats = statSync(join(folder, path), { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (stats.isDirectory())
    return readdirSync(join(folder, path)).flatMap((name) => filesUnder(folder, `${path}/${name}`))
  return /\.(test\.tsx?|md)$/.test(path) ? [] : [path]
}
