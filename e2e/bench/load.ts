import type { Cluster } from '../cluster/cluster.ts'
import { type JsonObject, type JsonValue, listAt, numberAt, textAt } from '../cluster/json.ts'
import { namespace, service } from '../cluster/scenarios/objects.ts'
import { blueGreenRollout, canaryRollout } from '../cluster/scenarios/rollouts.ts'
import { rolloutPath, until, untilRollout } from '../cluster/waits.ts'

export const place = 'load'
export const nameOf = (index: number): string => `web-${index}`
const inFlight = 8
const settleLimitMs = 300_000
export const joinLimitMs = 90_000

const canarySteps = [
  { setWeight: 25 },
  { pause: {} },
  { setWeight: 50 },
  { pause: { duration: '10m' } },
  { setWeight: 100 },
]

function objectsOf(index: number): readonly JsonObject[] {
  const common = { name: nameOf(index), namespace: place, replicas: 4 }
  if (index % 2 === 0) return [canaryRollout({ ...common, steps: canarySteps })]
  return [
    service(common),
    service({ ...common, name: `${common.name}-preview`, app: common.name }),
    blueGreenRollout(common),
  ]
}

const pathOf = (index: number) => rolloutPath({ namespace: place, name: nameOf(index) })

/** Brings the cluster from so many Rollouts to so many, of four pods, half canary, half blue-green. */
export async function loadRollouts(cluster: Cluster, from: number, to: number): Promise<void> {
  await cluster.apply([namespace(place)])
  const queue = Array.from({ length: to - from }, (_, offset) => from + offset).values()
  const worker = async () => {
    for (const index of queue) await cluster.apply(objectsOf(index))
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  await untilSettled(cluster, to)
}

/** A paused canary takes more pods without another phase: they are there, too. */
const atRest = (rollout: JsonValue) =>
  /^(Healthy|Paused)$/.test(textAt(rollout, 'status.phase')) &&
  numberAt(rollout, 'status.readyReplicas') >= numberAt(rollout, 'spec.replicas') &&
  // A string in a Rollout's status, a number in its metadata.
  textAt(rollout, 'status.observedGeneration') === String(numberAt(rollout, 'metadata.generation'))

/** Waits until the controller has done all that there is to do: every Rollout is Healthy or paused. */
export async function untilSettled(cluster: Cluster, rollouts: number): Promise<void> {
  const path = `/apis/argoproj.io/v1alpha1/namespaces/${place}/rollouts`
  await until(
    `${rollouts} Rollouts are Healthy or Paused`,
    async () => listAt(await cluster.get(path), 'items').filter(atRest).length,
    (count) => count === rollouts,
    settleLimitMs,
  )
}

/** The same for one Rollout, at the cost of one. */
export const untilAtRest = async (cluster: Cluster, index: number): Promise<void> =>
  void (await untilRollout(
    cluster,
    { namespace: place, name: nameOf(index) },
    'is Healthy or Paused',
    atRest,
  ))

/** A write that both streams must tell of: a label of one Rollout. */
export const labelRollout = async (cluster: Cluster, index: number, bench: string): Promise<void> =>
  void (await cluster.patch(pathOf(index), { metadata: { labels: { bench } } }))

export const readRollout = (cluster: Cluster, index: number): Promise<JsonValue> => cluster.get(pathOf(index))

export const imageOf = (tag: string): string => `example.test/web:${tag}`

/** A new image for one Rollout, which sets the controller to work. */
export async function imageRollout(cluster: Cluster, index: number, tag: string): Promise<void> {
  const containers = [{ name: nameOf(index), image: imageOf(tag) }]
  await cluster.patch(pathOf(index), { spec: { template: { spec: { containers } } } })
}

/** Another number of pods for one Rollout: what the row shows of it is in the spec itself. */
export const scaleRollout = async (cluster: Cluster, index: number, replicas: number): Promise<void> =>
  void (await cluster.patch(pathOf(index), { spec: { replicas } }))

/** How many watches the API server serves now, of one API group where one is named. */
export async function openWatches(cluster: Cluster, group = ''): Promise<number> {
  const { body } = await cluster.request('GET', '/metrics')
  return [...String(body).matchAll(/^apiserver_longrunning_requests\{([^}]*verb="WATCH"[^}]*)\} (\d+)/gm)]
    .filter(([, labels = '']) => group === '' || labels.includes(`group="${group}"`))
    .reduce((sum, [, , count]) => sum + Number(count), 0)
}

/** Has the API server collect its garbage now. */
export const collectGarbage = async (cluster: Cluster): Promise<void> =>
  void (await cluster.get('/debug/pprof/heap?gc=1&debug=1'))

/** The garbage collector opens watches of its own on new kinds, seconds after them: beside the controller's five. */
export const untilOwnWatches = async (cluster: Cluster): Promise<void> =>
  void (await until(
    'the cluster watches its own Rollouts',
    () => openWatches(cluster, 'argoproj.io'),
    (count) => count >= 10,
    settleLimitMs,
  ))

/** One watch of the load, straight from the API server. */
export const plainWatch = ({ server, ca, token }: Cluster, rollouts: number) => ({
  url: `${server}/apis/argoproj.io/v1alpha1/namespaces/${place}/rollouts?watch=1`,
  headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  ca,
  viewers: 1,
  full: { marker: '"type":"ADDED"', times: rollouts },
  limitMs: joinLimitMs,
})
