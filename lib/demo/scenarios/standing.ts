import { blue, deployment, green, place, referring, rollout, service, type Version } from './podinfo.ts'
import type { Scenario } from './scenario.ts'
import { canaryIn, canaryStory, courseSteps, MINUTE_MS, SOON_MS, situation, withSpec } from './told.ts'

const blueGreenIn = (namespace: string, version: typeof blue) =>
  rollout(
    { namespace, name: 'frontend', version, replicas: 3 },
    {
      blueGreen: {
        activeService: 'frontend',
        previewService: 'frontend-preview',
        autoPromotionSeconds: 2_700,
      },
    },
  )

const frontendIn = (namespace: string, replicas = 4) => ({ namespace, name: 'frontend', replicas })

const deploymentIn = (namespace: string, version: Version, replicas: number) =>
  deployment({ ...frontendIn(namespace, replicas), version })

/** Where a release can stand without anything being wrong. */
export const standing: readonly Scenario[] = [
  situation('healthy', 'Healthy', 'All pods are of one version, and nothing is under way.', (ns) => [
    { apply: [...place(ns), service(ns, 'frontend'), canaryIn(ns, blue)] },
    { passMs: 2 * MINUTE_MS },
  ]),
  situation('timed-pause', 'Timed pause', 'A canary that goes on by itself after ten minutes.', (ns) => [
    ...canaryStory(ns),
    { act: 'promote', on: 'frontend' },
    { passMs: SOON_MS },
  ]),
  situation('aborted', 'Aborted', 'A canary that a person has aborted.', (ns) => [
    ...canaryStory(ns),
    { act: 'abort', on: 'frontend' },
    { passMs: MINUTE_MS },
  ]),
  situation('paused-by-spec', 'Paused by hand', 'Somebody has set spec.paused, so nothing moves.', (ns) => [
    ...canaryStory(ns).slice(0, 2),
    { apply: [withSpec(canaryIn(ns, green), { paused: true })] },
    { passMs: SOON_MS },
  ]),
  situation('scaled-to-zero', 'Scaled to 0', 'A Rollout that shall have no pods.', (ns) => [
    { apply: [...place(ns), service(ns, 'frontend'), canaryIn(ns, blue)] },
    { passMs: 2 * MINUTE_MS },
    { apply: [withSpec(canaryIn(ns, blue), { replicas: 0 })] },
    { passMs: SOON_MS },
  ]),
  situation(
    'promoted-by-clock',
    'Blue-green with a clock',
    'A preview that takes over by itself after 45 minutes.',
    (ns) => [
      {
        apply: [
          ...place(ns),
          service(ns, 'frontend'),
          service(ns, 'frontend-preview'),
          blueGreenIn(ns, blue),
        ],
      },
      { passMs: 2 * MINUTE_MS },
      { apply: [blueGreenIn(ns, green)] },
      { passMs: SOON_MS },
    ],
  ),
  situation(
    'workload-ref',
    'Pods of a Deployment',
    'A canary of the template of a Deployment, which the Rollout has taken over from.',
    (ns) => [
      { apply: [...place(ns), service(ns, 'frontend'), deploymentIn(ns, blue, 4)] },
      { passMs: 2 * MINUTE_MS },
      { apply: [referring(frontendIn(ns), { canary: { steps: courseSteps } }, 'onsuccess')] },
      { passMs: 2 * MINUTE_MS },
      { apply: [deploymentIn(ns, green, 0)] },
      { passMs: SOON_MS },
    ],
    { ships: { resource: 'deployments', name: 'frontend' } },
  ),
]
