import { blue, green, place, service } from './podinfo.ts'
import type { Scenario } from './scenario.ts'
import {
  canaryIn,
  canaryStory,
  courseSteps,
  flawed,
  MINUTE_MS,
  SOON_MS,
  situation,
  updated,
  withSpec,
} from './told.ts'

const quota = { 'cockpit.test/pod-quota': '4' }

/** What goes wrong with a release, one at a time. */
export const trouble: readonly Scenario[] = [
  situation(
    'image-pull-error',
    'Image cannot be pulled',
    'The new version names an image that is not there.',
    (ns) => canaryStory(ns, flawed('missing')),
  ),
  situation('crash-loop', 'Crash loop', 'The pods of the new version start and end, again and again.', (ns) =>
    canaryStory(ns, flawed('crash')),
  ),
  situation('never-ready', 'Never ready', 'The pods of the new version run and never become ready.', (ns) =>
    canaryStory(ns, flawed('stuck')),
  ),
  situation(
    'past-deadline',
    'Past its deadline',
    'The new version had a minute to make progress and made none.',
    (ns) => [
      ...updated(
        ns,
        withSpec(canaryIn(ns, blue), { progressDeadlineSeconds: 60 }),
        withSpec(canaryIn(ns, flawed('stuck')), { progressDeadlineSeconds: 60 }),
      ),
      { passMs: 2 * MINUTE_MS },
    ],
  ),
  situation(
    'quota',
    'Quota exceeded',
    'The namespace may not have one pod more, so the new version gets none.',
    (ns) => {
      const [namespace, ...others] = place(ns)
      const full = { steps: courseSteps, maxSurge: 1, maxUnavailable: 0 }
      const limited = namespace && { ...namespace, metadata: { ...namespace.metadata, annotations: quota } }
      return [
        {
          apply: [
            ...(limited ? [limited] : []),
            ...others,
            service(ns, 'frontend'),
            canaryIn(ns, blue, full),
          ],
        },
        { passMs: 2 * MINUTE_MS },
        { apply: [canaryIn(ns, green, full)] },
        { passMs: SOON_MS },
      ]
    },
  ),
  situation(
    'invalid-spec',
    'InvalidSpec',
    'It may have neither a pod more nor a pod fewer, so it cannot be updated.',
    (ns) => {
      const steps = courseSteps
      return updated(ns, canaryIn(ns, blue), canaryIn(ns, green, { steps, maxSurge: 0, maxUnavailable: 0 }))
    },
  ),
  situation(
    'nested-template',
    'Template in a template',
    "The course's mistake: the template is indented a level too deep, and Kubernetes drops it.",
    (ns) => [
      { apply: [...place(ns), service(ns, 'frontend'), withSpec(canaryIn(ns, blue), { template: {} })] },
      { passMs: SOON_MS },
    ],
  ),
  situation(
    'plugin-step',
    'Step of a plugin',
    'The step is for a plugin that the controller was not given, so it is tried again and again.',
    (ns) => {
      const [weight = {}, ...others] = courseSteps
      const steps = [weight, { plugin: { name: 'example/verify' } }, ...others]
      return updated(ns, canaryIn(ns, blue, { steps }), canaryIn(ns, green, { steps }))
    },
  ),
  situation(
    'invalid-step',
    'A step of no kind',
    'A step of its plan says nothing, so the controller refuses the Rollout.',
    (ns) => {
      const [weight = {}, ...others] = courseSteps
      return updated(ns, canaryIn(ns, blue), canaryIn(ns, green, { steps: [weight, {}, ...others] }))
    },
  ),
  situation('service-missing', 'Service missing', 'It names a Service that is not there.', (ns) => {
    const canary = { steps: courseSteps, stableService: 'frontend', canaryService: 'frontend-canary' }
    return updated(ns, canaryIn(ns, blue), canaryIn(ns, green, canary))
  }),
]
