import type { Clock } from '../../clock.ts'
import { isHeeded } from '../../objects/instance.ts'
import type { Store } from '../../objects/store.ts'
import type { Controller } from '../loop.ts'
import { controlledBy, controllerKeys, keyOf, objectAtKey } from '../owners.ts'
import { reconcileExperiment } from './reconcile.ts'

/** The controller of Experiments. */
export const experimentController = (store: Store, clock: Clock): Controller => ({
  name: 'rollouts-controller',
  latency: 5,
  keysOf: ({ type, resource, object }) => {
    if (resource === 'experiments') return type === 'DELETED' ? [] : [keyOf(object)]
    return resource === 'replicasets' || resource === 'analysisruns'
      ? controllerKeys(object, 'Experiment')
      : []
  },
  reconcile: (key) => {
    const experiment = objectAtKey(store, 'experiments', key)
    if (experiment === undefined || !isHeeded(experiment)) return { writes: [], again: null }
    const namespace = experiment.metadata.namespace ?? null
    const [owner] = controllerKeys(experiment, 'Rollout')
    return reconcileExperiment(
      {
        experiment,
        rollout: (owner && objectAtKey(store, 'rollouts', owner)) || null,
        replicaSets: controlledBy(store, 'replicasets', experiment),
        analysisRuns: controlledBy(store, 'analysisruns', experiment),
        analysisTemplates: [
          ...store.list('analysistemplates', namespace),
          ...store.list('clusteranalysistemplates'),
        ].filter(isHeeded),
      },
      clock.now(),
    )
  },
})
