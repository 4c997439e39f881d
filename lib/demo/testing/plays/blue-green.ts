import { amber, blue, green } from '../../scenarios/podinfo.ts'
import {
  ABORTED,
  blueGreen,
  HEALTHY,
  LATE,
  type Makers,
  neverReady,
  PREVIEW,
  previewed,
  promoted,
  REST,
  services,
} from './stage.ts'

const shortDelays = { strategy: { blueGreen: { scaleDownDelaySeconds: 4, abortScaleDownDelaySeconds: 4 } } }
const healthy = { until: HEALTHY }
/** Until a delay of four seconds is over, and what comes of it. */
const AFTER_DELAY = { passMs: 8000 }

/** The course's blue-green Rollout, and all that a person may do to one. */
export const blueGreenPlays: Makers = {
  'blue-green-promoted': blueGreen((stage) => [...promoted(stage, shortDelays), AFTER_DELAY]),
  'blue-green-aborted': blueGreen((stage) => [
    ...previewed(stage, shortDelays),
    { act: 'abort' },
    { until: ABORTED },
    AFTER_DELAY,
    { act: 'retry' },
    { until: PREVIEW },
    REST,
  ]),
  'blue-green-aborted-and-retried-within-the-delay': blueGreen((stage) => [
    ...previewed(stage, shortDelays),
    { act: 'abort' },
    { until: ABORTED },
    { passMs: 1500 },
    { act: 'retry' },
    { until: PREVIEW },
    AFTER_DELAY,
  ]),
  'blue-green-third-version': blueGreen((stage) => [
    ...previewed(stage, shortDelays),
    stage.ship(amber, shortDelays),
    { until: PREVIEW },
    AFTER_DELAY,
    { act: 'promote' },
    healthy,
    AFTER_DELAY,
  ]),
  'blue-green-scaled-at-preview': blueGreen((stage) => [
    ...previewed(stage, shortDelays),
    { patch: { spec: { replicas: 4 } } },
    { passMs: 4000 },
    { act: 'promote' },
    healthy,
    AFTER_DELAY,
  ]),
  'blue-green-back-within-the-delay': blueGreen((stage) => [
    ...promoted(stage),
    REST,
    stage.ship(blue),
    healthy,
    REST,
  ]),
  'blue-green-back-after-the-delay': blueGreen((stage) => [
    ...promoted(stage, shortDelays),
    AFTER_DELAY,
    stage.ship(blue, shortDelays),
    { until: PREVIEW },
    REST,
    { act: 'promote-full' },
    healthy,
    AFTER_DELAY,
  ]),
  'blue-green-back-while-paused': blueGreen((stage) => [
    ...previewed(stage, shortDelays),
    stage.ship(blue, shortDelays),
    healthy,
    AFTER_DELAY,
  ]),
  'blue-green-by-itself': blueGreen((stage) => {
    const strategy = {
      blueGreen: { autoPromotionEnabled: true, autoPromotionSeconds: 4, previewReplicaCount: 1 },
    }
    return [...previewed(stage, { strategy }), healthy, REST]
  }),
  'blue-green-without-delay': blueGreen((stage) => {
    const spec = { strategy: { blueGreen: { scaleDownDelaySeconds: 0 } } }
    return [...promoted(stage, spec), { passMs: 4000 }]
  }),
  'blue-green-keeping-none': blueGreen((stage) => {
    const spec = { strategy: { blueGreen: { scaleDownDelayRevisionLimit: 0 } } }
    return [...promoted(stage, spec), AFTER_DELAY]
  }),
  'blue-green-restarted': blueGreen((stage) => [
    stage.ship(blue),
    healthy,
    REST,
    { restart: 'now' },
    { until: 'Progressing | rollout is restarting' },
    healthy,
    REST,
  ]),
  'blue-green-first-never-ready': blueGreen((stage) => [
    stage.ship(blue, neverReady),
    { until: LATE },
    REST,
    stage.ship(green, { progressDeadlineSeconds: 5 }),
    healthy,
    REST,
  ]),
  'blue-green-deleted': blueGreen((stage) => [
    ...promoted(stage, shortDelays),
    AFTER_DELAY,
    { delete: 'workload' },
    REST,
  ]),
  'blue-green-without-service': blueGreen(
    (stage) => [
      stage.ship(blue),
      { until: 'Degraded | InvalidSpec' },
      // The controller looks again at ever longer intervals.
      { passMs: 3000 },
      services(stage.namespace),
      healthy,
      REST,
    ],
    () => [],
  ),
}
