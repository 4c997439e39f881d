import type { JsonObject } from '../json.ts'
import { namespace, service } from './objects.ts'
import { blueGreenRollout, canaryRollout, type RolloutOptions } from './rollouts.ts'

export interface CourseOptions {
  /** Makes each pod take this long (`1s`) to become ready. */
  readonly readyAfter?: string
}

interface Version {
  readonly image: string
  readonly colour: string
}

const blue: Version = { image: 'ghcr.io/stefanprodan/podinfo:6.9.3', colour: '#34577c' }
const green: Version = { image: 'ghcr.io/stefanprodan/podinfo:6.9.4', colour: '#4cae4f' }

/** The course's canary: four podinfo pods, 25 %, a pause for a human, 50 %, ten minutes, 100 %. */
export function courseCanary(options: CourseOptions = {}): readonly JsonObject[] {
  return [namespace('webapp-canary'), canary(blue, options)]
}

/** The same Rollout with the new image and colour: applied, it begins an update. */
export function courseCanaryUpdated(options: CourseOptions = {}): JsonObject {
  return canary(green, options)
}

/** The course's blue-green: three podinfo pods, two Services, promoted by hand. */
export function courseBlueGreen(options: CourseOptions = {}): readonly JsonObject[] {
  const place = { namespace: 'webapp-blue-green', app: 'frontend' }
  return [
    namespace('webapp-blue-green'),
    service({ ...place, name: 'frontend' }),
    service({ ...place, name: 'frontend-preview' }),
    blueGreen(blue, options),
  ]
}

export function courseBlueGreenUpdated(options: CourseOptions = {}): JsonObject {
  return blueGreen(green, options)
}

function canary(version: Version, options: CourseOptions): JsonObject {
  const steps = [
    { setWeight: 25 },
    { pause: {} },
    { setWeight: 50 },
    { pause: { duration: '10m' } },
    { setWeight: 100 },
  ]
  return canaryRollout({ ...podinfo(version, options), namespace: 'webapp-canary', replicas: 4, steps })
}

function blueGreen(version: Version, options: CourseOptions): JsonObject {
  return blueGreenRollout({ ...podinfo(version, options), namespace: 'webapp-blue-green', replicas: 3 })
}

function podinfo(
  { image, colour }: Version,
  { readyAfter }: CourseOptions,
): Omit<RolloutOptions, 'namespace'> {
  const check = (path: string) => ({
    exec: { command: ['podcli', 'check', 'http', `localhost:9898/${path}`] },
    initialDelaySeconds: 5,
    timeoutSeconds: 5,
  })
  return {
    name: 'frontend',
    image,
    podAnnotations: {
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9797',
      ...(readyAfter === undefined ? {} : { 'cockpit.test/ready-after': readyAfter }),
    },
    container: {
      imagePullPolicy: 'IfNotPresent',
      ports: [
        { name: 'http', containerPort: 9898, protocol: 'TCP' },
        { name: 'http-metrics', containerPort: 9797, protocol: 'TCP' },
        { name: 'grpc', containerPort: 9999, protocol: 'TCP' },
      ],
      command: [
        './podinfo',
        '--port=9898',
        '--port-metrics=9797',
        '--level=info',
        '--backend-url=http://backend:9898/echo',
      ],
      env: [{ name: 'PODINFO_UI_COLOR', value: colour }],
      livenessProbe: check('healthz'),
      readinessProbe: check('readyz'),
      resources: {
        limits: { cpu: '1000m', memory: '128Mi' },
        requests: { cpu: '100m', memory: '32Mi' },
      },
    },
    podSpec: { serviceAccountName: 'webapp' },
    spec: { revisionHistoryLimit: 5 },
  }
}
