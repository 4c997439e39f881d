import { startDemo } from '../../../lib/demo/main.ts'

process.once('disconnect', () => process.exit())
// The demo's API with its scenarios, alone: no pages, no cockpit.
process.send?.({ kubeconfig: await startDemo() })
