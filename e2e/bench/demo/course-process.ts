import { startDemo } from '../../../lib/demo/main.ts'

process.once('disconnect', () => process.exit())
// The demo's API with its scenarios, alone: no pages, no cockpit.
const { kubeconfig } = await startDemo({ scenario: 'canary', speed: 1, kubeconfig: null })
process.send?.({ kubeconfig })
