import type { Clock } from '../../clock.ts'
import { isHeeded } from '../../objects/instance.ts'
import type { Store } from '../../objects/store.ts'
import type { Traffic } from '../../traffic/traffic.ts'
import type { Controller } from '../loop.ts'
import { keyOf, objectAtKey } from '../owners.ts'
import { HASH } from '../rollout/names.ts'
import { reconcileAnalysisRun } from './reconcile.ts'

/** The controller of AnalysisRuns; `traffic` tells how a version answers. */
export const analysisRunController = (
  store: Store,
  clock: Clock,
  traffic: Pick<Traffic, 'successRate'>,
): Controller => ({
  name: 'rollouts-controller',
  latency: 5,
  keysOf: ({ type, resource, object }) =>
    resource === 'analysisruns' && type !== 'DELETED' ? [keyOf(object)] : [],
  reconcile: (key) => {
    const run = objectAtKey(store, 'analysisruns', key)
    if (run === undefined || !isHeeded(run)) return { writes: [], again: null }
    const { namespace = '', labels } = run.metadata
    const answers = () => traffic.successRate(store, namespace, labels?.[HASH] ?? '')
    return reconcileAnalysisRun(run, clock.now(), answers)
  },
})
