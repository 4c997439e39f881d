import type { Clock } from '../../clock.ts'
import type { Store } from '../../objects/store.ts'
import type { Controller } from '../loop.ts'
import { keyOf, objectAtKey } from '../owners.ts'
import { reconcileAnalysisRun } from './reconcile.ts'

/** The controller of AnalysisRuns. */
export const analysisRunController = (store: Store, clock: Clock): Controller => ({
  name: 'rollouts-controller',
  latency: 5,
  keysOf: ({ type, resource, object }) =>
    resource === 'analysisruns' && type !== 'DELETED' ? [keyOf(object)] : [],
  reconcile: (key) => {
    const run = objectAtKey(store, 'analysisruns', key)
    return run ? reconcileAnalysisRun(run, clock.now()) : { writes: [], again: null }
  },
})
