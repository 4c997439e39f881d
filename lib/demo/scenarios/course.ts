import {
  blue,
  deployment,
  green,
  place,
  rollout,
  service,
  type Version,
  type WorkloadSetting,
} from './podinfo.ts'
import type { Scenario } from './scenario.ts'

const MINUTE_MS = 60_000

/** Long enough for pods to come and for the first pause to begin. */
const SOON_MS = 20_000

type Place = Partial<Pick<WorkloadSetting, 'namespace' | 'annotations'>>

/** Four pods, 25 %, a pause for a person, 50 %, ten minutes, 100 %. */
export const canaryRollout = (version: Version, at: Place = {}) =>
  rollout(
    { namespace: 'webapp-canary', name: 'frontend', version, replicas: 4, ...at },
    {
      canary: {
        steps: [
          { setWeight: 25 },
          { pause: {} },
          { setWeight: 50 },
          { pause: { duration: '10m' } },
          { setWeight: 100 },
        ],
      },
    },
  )

/** Three pods, a preview, promoted by hand. */
export const blueGreenRollout = (version: Version, at: Place = {}) =>
  rollout(
    { namespace: 'webapp-blue-green', name: 'frontend', version, replicas: 3, ...at },
    {
      blueGreen: {
        activeService: 'frontend',
        previewService: 'frontend-preview',
        autoPromotionEnabled: false,
      },
    },
  )

/** Three pods that take their time, in both versions alike, so that an update goes on before those who look. */
const rollingDeployment = (version: Version) =>
  deployment({
    namespace: 'webapp',
    name: 'frontend',
    version,
    replicas: 3,
    annotations: { 'cockpit.test/ready-after': '30s' },
  })

const variant = (name: string, version: Version) =>
  deployment({ namespace: 'webapp-a-b', name, version, replicas: 2, labels: { variant: name } })

const canary: Scenario = {
  name: 'canary',
  title: 'Canary',
  namespace: 'webapp-canary',
  about: 'A canary that waits for a person at 25 %.',
  opens: { resource: 'rollouts', name: 'frontend' },
  ships: { resource: 'rollouts', name: 'frontend' },
  story: [
    { apply: [...place('webapp-canary'), service('webapp-canary', 'frontend'), canaryRollout(blue)] },
    { passMs: 2 * MINUTE_MS },
    { apply: [canaryRollout(green)] },
    { passMs: SOON_MS },
  ],
}

const blueGreen: Scenario = {
  name: 'blue-green',
  title: 'Blue-green',
  namespace: 'webapp-blue-green',
  about: 'A preview beside the version that all users have.',
  opens: { resource: 'rollouts', name: 'frontend' },
  ships: { resource: 'rollouts', name: 'frontend' },
  story: [
    {
      apply: [
        ...place('webapp-blue-green'),
        service('webapp-blue-green', 'frontend'),
        service('webapp-blue-green', 'frontend-preview'),
        blueGreenRollout(blue),
      ],
    },
    { passMs: 2 * MINUTE_MS },
    { apply: [blueGreenRollout(green)] },
    { passMs: SOON_MS },
  ],
}

const rolling: Scenario = {
  name: 'rolling-update',
  title: 'Rolling update',
  namespace: 'webapp',
  about: 'A Deployment that replaces its pods one by one, for a minute more.',
  opens: { resource: 'deployments', name: 'frontend' },
  ships: { resource: 'deployments', name: 'frontend' },
  story: [
    { apply: [...place('webapp'), service('webapp', 'frontend'), rollingDeployment(green)] },
    { passMs: 2 * MINUTE_MS },
    { apply: [rollingDeployment(blue)] },
    // Its first new pod is available, and its second one is there.
    { passMs: 2 * SOON_MS },
  ],
}

const aOrB: Scenario = {
  name: 'a-b',
  title: 'A/B',
  namespace: 'webapp-a-b',
  about: 'Two versions behind one Service.',
  opens: { resource: 'services', name: 'frontend' },
  ships: { resource: 'deployments', name: 'frontend-b' },
  story: [
    {
      apply: [
        ...place('webapp-a-b'),
        service('webapp-a-b', 'frontend'),
        variant('frontend-a', blue),
        variant('frontend-b', green),
      ],
    },
    { passMs: MINUTE_MS },
  ],
}

/** The parts of the course, the one that a newcomer sees first before all others. */
export const scenarios: readonly Scenario[] = [canary, blueGreen, rolling, aOrB]
