import type { Cluster } from '../../cluster/cluster.ts'
import { at, type JsonObject, type JsonValue, listAt, numberAt, textAt } from '../../cluster/json.ts'
import { podinfo, webappDeployment } from '../../cluster/scenarios/deployments.ts'
import { service } from '../../cluster/scenarios/objects.ts'
import { type ObjectRef, until } from '../../cluster/waits.ts'
import { neverReady } from './exhibit.ts'

const pathOf = ({ namespace, name }: ObjectRef) => `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`

async function untilDeployment(
  cluster: Cluster,
  ref: ObjectRef,
  what: string,
  accept: (deployment: JsonValue) => boolean,
): Promise<void> {
  const observed = (one: JsonValue) => at(one, 'status.observedGeneration') === at(one, 'metadata.generation')
  await until(
    `Deployment ${ref.namespace}/${ref.name} ${what}`,
    () => cluster.get(pathOf(ref)),
    (one) => observed(one) && accept(one),
  )
}

const untilComplete = (cluster: Cluster, ref: ObjectRef) =>
  untilDeployment(cluster, ref, 'is complete', (one) =>
    ['replicas', 'updatedReplicas', 'availableReplicas'].every(
      (count) => numberAt(one, `status.${count}`) === numberAt(one, 'spec.replicas'),
    ),
  )

const untilUpdated = (cluster: Cluster, ref: ObjectRef, pods: number) =>
  untilDeployment(
    cluster,
    ref,
    `has ${pods} new pods`,
    (one) =>
      numberAt(one, 'status.updatedReplicas') === pods && numberAt(one, 'status.availableReplicas') === 3,
  )

/** Lets the pods that are not ready become so. */
async function letBeReady(cluster: Cluster, { namespace, name }: ObjectRef): Promise<void> {
  const pods = `/api/v1/namespaces/${namespace}/pods`
  const found = listAt(await cluster.get(`${pods}?labelSelector=app%3D${name}`), 'items')
  const annotations = Object.fromEntries(Object.keys(neverReady).map((key) => [key, null]))
  for (const pod of found)
    await cluster.patch(`${pods}/${textAt(pod, 'metadata.name')}`, { metadata: { annotations } })
}

const patient = { progressDeadlineSeconds: 3600 }

async function updated(cluster: Cluster, ref: ObjectRef, to: JsonObject): Promise<void> {
  const annotations = { 'kubernetes.io/change-cause': 'First release' }
  await cluster.apply([webappDeployment({ ...ref, annotations })])
  await untilComplete(cluster, ref)
  await cluster.apply([to])
}

/** The course's rolling update at its second new pod, which takes its time. */
export async function rolling(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const annotations = { 'kubernetes.io/change-cause': 'Back to 6.9.3' }
  const next = { image: podinfo('6.9.3'), podAnnotations: neverReady, annotations, spec: patient }
  await updated(cluster, ref, webappDeployment({ ...ref, ...next }))
  await untilUpdated(cluster, ref, 1)
  await letBeReady(cluster, ref)
  await untilUpdated(cluster, ref, 2)
}

/** The same, held by a person. */
export async function held(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await rolling(cluster, ref)
  await cluster.patch(pathOf(ref), { spec: { paused: true } })
}

/** An image that is not there, and its deadline has passed. */
export async function overdue(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const broken = { 'cockpit.test/image-pull-error': 'true' }
  const spec = { progressDeadlineSeconds: 2 }
  const image = podinfo('6.9.99')
  await updated(cluster, ref, webappDeployment({ ...ref, image, podAnnotations: broken, spec }))
  await untilDeployment(cluster, ref, 'is past its deadline', (one) =>
    listAt(one, 'status.conditions').some((told) => textAt(told, 'reason') === 'ProgressDeadlineExceeded'),
  )
}

/** Has done all that it was told. */
export async function complete(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([webappDeployment(ref)])
  await untilComplete(cluster, ref)
}

/** The course's A/B: two versions of two pods each behind one Service. */
export async function aOrB(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const variants = [
    { name: `${ref.name}-a`, image: podinfo('6.9.3'), colour: '#34577c' },
    { name: `${ref.name}-b`, image: podinfo('6.9.4'), colour: '#4cae4f' },
  ]
  const { namespace } = ref
  await cluster.apply([
    service(ref),
    ...variants.map(({ name, image, colour }) =>
      webappDeployment({
        namespace,
        name,
        image,
        replicas: 2,
        podLabels: { app: ref.name, variant: name },
        env: [{ name: 'PODINFO_UI_COLOR', value: colour }],
      }),
    ),
  ])
  for (const { name } of variants) await untilComplete(cluster, { namespace, name })
}
