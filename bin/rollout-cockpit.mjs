#!/usr/bin/env -S node --max-semi-space-size=16
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled, newEnough, root, run, suitableNode } from './ensure.mjs'
import { parseFlags, readSettings, readToken } from './settings.mjs'
import { help } from './text.mjs'
import { version } from './version.mjs'

async function main() {
  const chosen = choose()
  if (chosen === null) return
  await ensureInstalled()
  if (!newEnough(process.versions.node)) return rerun()
  const build = await ensureBuilt(root)
  const { launch } = await import('./launch.mjs')
  await launch({ folder: root, build, version, ...chosen })
}

/** What the flags and the environment ask for; null when that was a text, or nonsense. */
function choose() {
  try {
    const flags = parseFlags(process.argv.slice(2))
    if (flags.help || flags.version) {
      process.stdout.write(flags.help ? help : `${version}\n`)
      return null
    }
    Object.assign(process.env, flags.chosen)
    readToken(process.env)
    return { settings: readSettings(process.env), verbose: flags.verbose }
  } catch (error) {
    complain(error, 2)
    return null
  }
}

/** The packages bring a Node of their own where the machine's is too old. */
async function rerun() {
  const words = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  process.exitCode = await run(suitableNode(), words, { watched: true })
}

/** @param {unknown} error @param {number} exitCode */
function complain(error, exitCode) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = exitCode
}

main().catch((error) => {
  complain(error, 1)
  // Next's server and its timers must not keep a start that failed alive.
  process.exit()
})
