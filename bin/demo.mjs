#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { parseDemoFlags } from './demo-flags.mjs'
import { ensureInstalled, newEnough, root, run, suitableNode } from './ensure.mjs'
import { readSettings, readToken } from './settings.mjs'
import { exitOnEarlySignals } from './shutdown.mjs'
import { demoHelp } from './text.mjs'
import { version } from './version.mjs'

/** `npm run demo`: the cockpit on a cluster of its own in the same process. */
async function main() {
  const chosen = choose()
  if (chosen === null) return
  await ensureInstalled()
  if (!newEnough(process.versions.node)) return rerun()
  const build = await ensureBuilt(root)
  const { keepCompiled } = await import('./compiled.mjs')
  await keepCompiled()
  const [{ launch }, { startDemo }] = await Promise.all([
    import('./launch.mjs'),
    import('../lib/demo/main.ts'),
  ])
  // From here on there is a file that must go with the process.
  exitOnEarlySignals()
  const demo = await startDemo(chosen.demo)
  process.env.COCKPIT_KUBECONFIG = demo.kubeconfig
  const settings = readSettings(process.env)
  const { verbose, anyPort } = chosen
  // kubectl in another terminal may look on, and drive.
  process.stdout.write(`For kubectl: export KUBECONFIG=${demo.kubeconfig}\n`)
  await launch({ folder: root, build, version, verbose, settings, demo: { ...demo, anyPort } })
}

/** What the flags and the environment ask for; null when that was a text, or nonsense. */
function choose() {
  try {
    const { start, demo } = parseDemoFlags(process.argv.slice(2))
    if (start.help || start.version) {
      process.stdout.write(start.help ? demoHelp : `${version}\n`)
      return null
    }
    // They would be of another cluster.
    for (const name of ['KUBECONFIG', 'CONTEXT', 'NAMESPACE']) delete process.env[`COCKPIT_${name}`]
    Object.assign(process.env, start.chosen)
    readToken(process.env)
    readSettings(process.env)
    return { demo, verbose: start.verbose, anyPort: !process.env.COCKPIT_PORT?.trim() }
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
  // Next's server, the demo's and their timers must not keep a start that failed alive.
  process.exit()
})
