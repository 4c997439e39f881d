import { amber, blue, green, service } from '../../scenarios/podinfo.ts'
import {
  ABORTED,
  begun,
  canary,
  canarySpec,
  FIRST_PAUSE,
  HEALTHY,
  halfway,
  imageMissing,
  LATE,
  type Makers,
  neverReady,
  overtaken,
  REST,
  reached,
  shipped,
  slowPods,
} from './stage.ts'

const healthy = { until: HEALTHY }

/** Steps of which the second is done by a plugin that the controller was not given. */
const pluginSteps = canarySpec({
  steps: [{ setWeight: 25 }, { plugin: { name: 'example/verify' } }, { pause: {} }],
})
const AT_PLUGIN = 'Progressing | more replicas need to be updated | step 1/3'

/** The course's canary, and all that a person may do to one. */
export const canaryPlays: Makers = {
  'canary-straight-through': canary((stage) => [...begun(stage), { act: 'promote' }, healthy, REST]),
  'canary-back-to-stable': canary((stage) => [...halfway(stage), stage.ship(blue), healthy, REST]),
  'canary-back-to-stable-while-starting': canary((stage) => [
    ...(reached[0]?.(stage) ?? []),
    stage.ship(blue, slowPods),
    healthy,
    REST,
  ]),
  'canary-third-version': canary((stage) => [...overtaken(stage), REST]),
  'canary-third-version-at-second-pause': canary((stage) => [
    ...halfway(stage),
    stage.ship(amber),
    { until: FIRST_PAUSE },
    REST,
  ]),
  'canary-scaled-midway': canary((stage) => [
    ...begun(stage),
    { patch: { spec: { replicas: 8 } } },
    { passMs: 6000 },
    { patch: { spec: { replicas: 4 } } },
    { passMs: 6000 },
  ]),
  'canary-scaled-while-starting': canary((stage) => [
    ...(reached[0]?.(stage) ?? []),
    { patch: { spec: { replicas: 6 } } },
    { until: FIRST_PAUSE },
    REST,
  ]),
  'canary-scaled-to-zero-and-back': canary((stage) => [
    stage.ship(blue),
    healthy,
    REST,
    { patch: { spec: { replicas: 0 } } },
    REST,
    { patch: { spec: { replicas: 2 } } },
    { passMs: 5000 },
  ]),
  'canary-paused-by-a-person': canary((stage) => [
    ...begun(stage),
    { patch: { spec: { paused: true } } },
    REST,
    { patch: { spec: { replicas: 6 } } },
    REST,
    { patch: { spec: { paused: false } } },
    { until: FIRST_PAUSE },
    { passMs: 4000 },
  ]),
  'canary-restarted': canary((stage) => [
    stage.ship(blue),
    healthy,
    REST,
    { restart: 'now' },
    { until: 'Progressing | rollout is restarting' },
    healthy,
    REST,
  ]),
  'canary-undone': canary((stage) => [
    ...begun(stage),
    { act: 'promote-full' },
    healthy,
    REST,
    stage.ship(blue),
    { until: FIRST_PAUSE },
    REST,
    { act: 'promote-full' },
    healthy,
    REST,
  ]),
  'canary-undone-within-its-window': canary((stage) => {
    const window = { rollbackWindow: { revisions: 1 } }
    return [
      ...shipped(stage, window),
      { until: FIRST_PAUSE },
      REST,
      { act: 'promote-full' },
      healthy,
      REST,
      stage.ship(blue, window),
      healthy,
      REST,
    ]
  }),
  'canary-steps-edited': canary((stage) => [
    ...begun(stage),
    stage.ship(green, canarySpec({ steps: [{ setWeight: 50 }, { pause: {} }] })),
    { until: 'Paused | CanaryPauseStep | step 1/2' },
    REST,
  ]),
  'canary-without-surge': canary((stage) => [
    ...shipped(stage, canarySpec({ maxSurge: 0, maxUnavailable: 1 })),
    { until: FIRST_PAUSE },
    REST,
    { act: 'promote' },
    healthy,
    REST,
  ]),
  'canary-with-services': canary((stage) => {
    const named = canarySpec({ stableService: 'frontend', canaryService: 'frontend-canary' })
    return [
      { apply: [service(stage.namespace, 'frontend'), service(stage.namespace, 'frontend-canary')] },
      ...shipped(stage, named),
      { until: FIRST_PAUSE },
      REST,
      { act: 'abort' },
      { until: ABORTED },
      REST,
    ]
  }),
  'canary-history-limit': canary((stage) => {
    const spec = { revisionHistoryLimit: 1, ...canarySpec({ steps: [] }) }
    const versions = [blue, green, amber, { ...blue, tag: '6.9.2' }]
    return versions.flatMap((version) => [stage.ship(version, spec), healthy, REST])
  }),
  'canary-plugin-step': canary((stage) => [
    ...shipped(stage, pluginSteps),
    { until: AT_PLUGIN },
    REST,
    { act: 'promote' },
    { until: 'Paused | CanaryPauseStep | step 2/3' },
    REST,
  ]),
  'canary-plugin-step-over-its-deadline': canary((stage) => [
    ...shipped(stage, { ...pluginSteps, progressDeadlineSeconds: 5 }),
    { until: LATE },
    REST,
  ]),
  'canary-image-missing': canary((stage) => [
    stage.ship(blue),
    healthy,
    REST,
    stage.ship(green, imageMissing),
    { until: LATE },
    REST,
    { act: 'abort' },
    { until: ABORTED },
    REST,
  ]),
  'canary-over-its-deadline': canary((stage) => [
    stage.ship(blue),
    healthy,
    REST,
    stage.ship(green, neverReady),
    { until: LATE },
    REST,
  ]),
  'canary-aborts-at-its-deadline': canary((stage) => [
    stage.ship(blue),
    healthy,
    REST,
    stage.ship(green, { ...neverReady, progressDeadlineAbort: true }),
    { until: ABORTED },
    REST,
  ]),
}
