import { keepCompiled } from '../../../bin/compiled.mjs'

process.once('disconnect', () => process.exit())
// The demo's API with its scenarios, alone: no pages, no cockpit. Started as `npm run demo` starts it.
await keepCompiled()
const { startDemo } = await import('../../../lib/demo/main.ts')
const { kubeconfig } = await startDemo({ scenario: 'canary', speed: 1, kubeconfig: null })
process.send?.({ kubeconfig })
