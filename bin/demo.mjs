#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { ensureInstalled, newEnough, run, suitableNode } from './ensure.mjs'

/** `npm run demo`: the cockpit on a cluster of its own in the same process; all flags are the start's. */
async function main() {
  await ensureInstalled()
  if (!newEnough(process.versions.node)) {
    const words = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
    process.exitCode = await run(suitableNode(), words, { watched: true })
    return
  }
  const { startDemo } = await import('../lib/demo/main.ts')
  const kubeconfig = await startDemo()
  process.env.COCKPIT_KUBECONFIG = kubeconfig
  // kubectl in another terminal may look on, and drive.
  process.stdout.write(`For kubectl: export KUBECONFIG=${kubeconfig}\n`)
  await import('./rollout-cockpit.mjs')
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
