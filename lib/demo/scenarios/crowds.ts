import { blue, green, place, service } from './podinfo.ts'
import type { Scenario } from './scenario.ts'
import { canaryIn, courseSteps, MINUTE_MS, SOON_MS, situation } from './told.ts'

const parts = ['api', 'worker', 'gateway', 'scheduler', 'exporter', 'mailer', 'search', 'billing']
const PER_PART = 6

const long = 'frontend-of-the-shop-with-the-longest-name-in-town'

/** What is many, or long. */
export const crowds: readonly Scenario[] = [
  situation('many-pods', 'Many pods', 'A canary of 60 pods.', (ns) => {
    const canary = { steps: courseSteps, maxSurge: '50%' }
    const many = { replicas: 60 }
    return [
      { apply: [...place(ns), service(ns, 'frontend'), canaryIn(ns, blue, canary, many)] },
      { passMs: MINUTE_MS },
      { apply: [canaryIn(ns, green, canary, many)] },
      { passMs: 2 * SOON_MS },
    ]
  }),
  situation(
    'many-rollouts',
    'Many Rollouts',
    `${parts.length * PER_PART} Rollouts of one pod each.`,
    (ns) => [
      {
        apply: [
          ...place(ns),
          service(ns, 'frontend', 'api-1'),
          ...parts.flatMap((part) =>
            Array.from({ length: PER_PART }, (_, nth) => {
              const name = `${part}-${nth + 1}`
              return canaryIn(ns, blue, { steps: courseSteps }, { name, app: name, replicas: 1 })
            }),
          ),
        ],
      },
      { passMs: MINUTE_MS },
    ],
    { rollout: 'api-1' },
  ),
  situation(
    'long-names',
    'Long names',
    'A namespace and a Rollout with names that fill a line.',
    (ns) => {
      const named = { name: long }
      const canary = { steps: courseSteps }
      return [
        { apply: [...place(ns), service(ns, long), canaryIn(ns, blue, canary, named)] },
        { passMs: 2 * MINUTE_MS },
        { apply: [canaryIn(ns, green, canary, named)] },
        { passMs: SOON_MS },
      ]
    },
    { namespace: 'a-namespace-whose-name-nobody-would-want-to-read-aloud-in-class', rollout: long },
  ),
]
