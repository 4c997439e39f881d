import type { Cluster } from '../cluster/cluster.ts'
import type { JsonObject } from '../cluster/json.ts'
import {
  courseBlueGreen,
  courseBlueGreenUpdated,
  courseCanary,
  courseCanaryUpdated,
} from '../cluster/scenarios/course.ts'
import { namespace, service } from '../cluster/scenarios/objects.ts'
import { blueGreenRollout, canaryRollout } from '../cluster/scenarios/rollouts.ts'
import { type ObjectRef, rolloutPath, untilPhase, untilPods } from '../cluster/waits.ts'

/** One Rollout of the pictures: where it is, and how it is brought to where it stays. */
interface Exhibit extends ObjectRef {
  readonly prepare: (cluster: Cluster, ref: ObjectRef) => Promise<void>
}

const steps = [
  { setWeight: 20 },
  { pause: {} },
  { setWeight: 60 },
  { pause: { duration: '45m' } },
  { setWeight: 100 },
]
const crowdLimitMs = 180_000
const image = (ref: ObjectRef, version: string) => `ghcr.io/acme/${ref.name}:${version}`

const canary = (
  ref: ObjectRef,
  version: string,
  options: Partial<Parameters<typeof canaryRollout>[0]> = {},
) => canaryRollout({ ...ref, replicas: 5, image: image(ref, version), steps, ...options })

const blueGreen = (ref: ObjectRef, version: string, more: JsonObject = {}) =>
  blueGreenRollout({ ...ref, replicas: 3, image: image(ref, version), blueGreen: more })

const services = ({ name, namespace: place }: ObjectRef) => [
  service({ namespace: place, name }),
  service({ namespace: place, name: `${name}-preview`, app: name }),
]

async function updated(cluster: Cluster, ref: ObjectRef, from: JsonObject, to: JsonObject): Promise<void> {
  await cluster.apply([from])
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([to])
}

const promote = ({ namespace: place, name }: ObjectRef, ...flags: readonly string[]) => [
  'promote',
  name,
  '-n',
  place,
  ...flags,
]

async function paused(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await updated(cluster, ref, canary(ref, '4.1.0'), canary(ref, '4.2.0'))
  await untilPhase(cluster, ref, 'Paused')
}

async function timed(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await paused(cluster, ref)
  await cluster.argo(promote(ref))
  await untilPods(cluster, ref.namespace, `app=${ref.name}`, 'are ready', (pods) => pods.length === 5)
  await untilPhase(cluster, ref, 'Paused')
}

async function aborted(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await paused(cluster, ref)
  await cluster.argo(['abort', ref.name, '-n', ref.namespace])
  await untilPhase(cluster, ref, 'Degraded')
}

async function progressing(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const slow = { podAnnotations: { 'cockpit.test/never-ready': 'true' } }
  await updated(cluster, ref, canary(ref, '2.8.1'), canary(ref, '2.9.0', slow))
  await untilPhase(cluster, ref, 'Progressing')
}

async function failing(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const broken = { podAnnotations: { 'cockpit.test/crash-loop': 'true' } }
  await updated(cluster, ref, canary(ref, '1.30.2'), canary(ref, '1.31.0', broken))
  await untilPods(cluster, ref.namespace, `app=${ref.name}`, 'crash', (pods) =>
    JSON.stringify(pods).includes('CrashLoopBackOff'),
  )
}

/** More pods than a page can draw one by one: takes the cluster too long to stand in the gallery. */
export const crowd = { namespace: 'crowd', name: 'renderer' } as const

/** Brings the crowd to its first pause. */
export async function prepareCrowd(cluster: Cluster): Promise<void> {
  const many = { replicas: 300, maxSurge: '50%' }
  await cluster.apply([namespace(crowd.namespace), canary(crowd, '8.0.0', many)])
  await untilPhase(cluster, crowd, 'Healthy', undefined, crowdLimitMs)
  await cluster.apply([canary(crowd, '8.1.0', many)])
  await untilPhase(cluster, crowd, 'Paused', undefined, crowdLimitMs)
}

async function healthy(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([canary(ref, '0.14.3')])
  await untilPhase(cluster, ref, 'Healthy')
}

async function invalid(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([canary(ref, '3.0.0', { maxSurge: 0, maxUnavailable: 0 })])
  await untilPhase(cluster, ref, 'Degraded')
}

async function course(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply(courseCanary())
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([courseCanaryUpdated()])
  await untilPhase(cluster, ref, 'Paused')
}

async function courseColours(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply(courseBlueGreen())
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([courseBlueGreenUpdated()])
  await untilPhase(cluster, ref, 'Paused')
}

async function onlyActive(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([...services(ref), blueGreen(ref, '7.0.0')])
  await untilPhase(cluster, ref, 'Healthy')
}

async function delayed(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const kept = { scaleDownDelaySeconds: 3600 }
  await cluster.apply(services(ref))
  await updated(cluster, ref, blueGreen(ref, '5.3.1', kept), blueGreen(ref, '5.4.0', kept))
  await untilPhase(cluster, ref, 'Paused')
  await cluster.argo(promote(ref))
  await untilPhase(cluster, ref, 'Healthy')
}

async function abortedColours(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply(services(ref))
  await updated(cluster, ref, blueGreen(ref, '1.9.9'), blueGreen(ref, '2.0.0'))
  await untilPhase(cluster, ref, 'Paused')
  await cluster.argo(['abort', ref.name, '-n', ref.namespace])
  await untilPhase(cluster, ref, 'Degraded')
}

/** The Rollouts of the pictures by the state they are in. */
export const exhibits = {
  paused: { namespace: 'webapp-canary', name: 'frontend', prepare: course },
  timed: { namespace: 'shop', name: 'checkout', prepare: timed },
  progressing: { namespace: 'shop', name: 'recommendations', prepare: progressing },
  aborted: { namespace: 'payments', name: 'ledger', prepare: aborted },
  healthy: { namespace: 'search', name: 'indexer', prepare: healthy },
  failing: { namespace: 'media', name: 'thumbnailer', prepare: failing },
  invalid: { namespace: 'media', name: 'transcoder', prepare: invalid },
  bluePaused: { namespace: 'webapp-blue-green', name: 'frontend', prepare: courseColours },
  blueActive: { namespace: 'payments', name: 'accounts', prepare: onlyActive },
  blueDelay: { namespace: 'payments', name: 'invoices', prepare: delayed },
  blueAborted: { namespace: 'shop', name: 'orders', prepare: abortedColours },
  doomed: { namespace: 'search', name: 'suggestions', prepare: healthy },
  promoted: { namespace: 'shop', name: 'cart', prepare: paused },
  withdrawn: { namespace: 'shop', name: 'wishlist', prepare: paused },
} as const satisfies Readonly<Record<string, Exhibit>>

/** Brings all of them to their states, side by side. */
export async function prepareGallery(cluster: Cluster): Promise<void> {
  const all: readonly Exhibit[] = Object.values(exhibits)
  await cluster.apply([...new Set(all.map((one) => one.namespace))].map(namespace))
  await Promise.all(all.map(({ prepare, ...ref }) => prepare(cluster, ref)))
}

/** Takes all of them away again. */
export async function clearGallery(cluster: Cluster): Promise<void> {
  const places = new Set(Object.values(exhibits).map((one) => one.namespace))
  for (const place of places) await cluster.remove(rolloutPath({ namespace: place, name: '' }))
}
