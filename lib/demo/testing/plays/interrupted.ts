import { ABORTED, canary, FIRST_PAUSE, HEALTHY, type Makers, REST, reached } from './stage.ts'

/** The course's canary, ended in each of its steps. */
export const interruptedPlays: Makers = Object.fromEntries(
  reached.flatMap((reach, step) => [
    [
      `canary-aborted-at-step-${step}`,
      canary((stage) => [
        ...reach(stage),
        { act: 'abort' },
        { until: ABORTED },
        { passMs: 7000 },
        { act: 'retry' },
        { until: FIRST_PAUSE },
        REST,
      ]),
    ],
    [
      `canary-promoted-fully-from-step-${step}`,
      canary((stage) => [...reach(stage), { act: 'promote-full' }, { until: HEALTHY }, REST]),
    ],
  ]),
)
