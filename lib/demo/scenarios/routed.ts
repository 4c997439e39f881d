import type { JsonObject } from '../objects/json.ts'
import { blue, green, place, type Version } from './podinfo.ts'
import { mesh, meshSteps, nginx, type Router } from './routers.ts'
import type { Chapter, Scenario } from './scenario.ts'
import { canaryIn, courseSteps, MINUTE_MS, SOON_MS, situation } from './told.ts'

/** One version follows another behind a router. */
function routedStory(namespace: string, router: Router, canary: JsonObject): readonly Chapter[] {
  const version = (one: Version) => canaryIn(namespace, one, { ...router.canary, ...canary })
  return [
    { apply: [...place(namespace), ...router.objects(namespace), version(blue)] },
    { passMs: 2 * MINUTE_MS },
    { apply: [version(green)] },
    { passMs: SOON_MS },
  ]
}

/** A canary of the course behind an Ingress of nginx. */
export const ingressStory = (namespace: string): readonly Chapter[] =>
  routedStory(namespace, nginx, { steps: courseSteps })

const scaled = [
  { setCanaryScale: { replicas: 2 } },
  { setWeight: 25 },
  { pause: {} },
  { setCanaryScale: { matchTrafficWeight: true } },
  ...courseSteps.slice(2),
]

/** Where something else than the number of pods says who gets the new version. */
export const routedOnes: readonly Scenario[] = [
  situation(
    'routed',
    'Routed by an Ingress',
    'The router sends a quarter of the traffic to the new version, which has a third of the pods.',
    (ns) => routedStory(ns, nginx, { steps: scaled }),
  ),
  situation(
    'scale-down-delay',
    'Old version still there',
    'All users have the new version, and for half an hour more the pods of the old one wait for a way back.',
    (ns) => [
      ...routedStory(ns, nginx, { steps: courseSteps, scaleDownDelaySeconds: 1_800 }),
      { act: 'promote-full', on: 'frontend' },
      { passMs: SOON_MS },
    ],
  ),
  situation(
    'ping-pong',
    'Routed by a mesh',
    'Testers and copies of requests reach the new version, behind Services that change roles with each update.',
    (ns) => routedStory(ns, mesh, { steps: meshSteps }),
  ),
]
