import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createActions } from '../../lib/cluster/actions.ts'
import { orderLine } from '../../lib/deployments/command-line.ts'
import type { DeploymentDetail, DeploymentOrder } from '../../lib/deployments/view.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { type JsonValue, listAt, textAt } from '../cluster/json.ts'
import { type DeploymentOptions, podinfo, webappDeployment } from '../cluster/scenarios/deployments.ts'
import { namespace } from '../cluster/scenarios/objects.ts'
import { type ObjectRef, until } from '../cluster/waits.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { type View, watchCluster } from './view.ts'

vi.setConfig({ maxConcurrency: 8 })

const LIMIT_MS = 120_000

/** Fields in which twins differ by birth: names of the place, identities, versions and times. */
const byBirth = new Set([
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'managedFields',
  'lastUpdateTime',
  'lastTransitionTime',
  'kubectl.kubernetes.io/restartedAt',
  // Of a restart it is made from its instant.
  'pod-template-hash',
])

/** An object as a text in which twins are equal; a restart's template has a hash of its own instant. */
const likeness = (object: JsonValue): string =>
  JSON.stringify(object, (key, value) => (byBirth.has(key) ? undefined : value), 1).replaceAll(
    /webapp-[a-z0-9]{8,10}\b/g,
    'webapp-#',
  )

interface Case {
  readonly name: string
  readonly replicas?: number
  readonly options?: Partial<DeploymentOptions>
  /** Brings it into its situation, after its first version is complete. */
  readonly bring?: (
    ref: ObjectRef,
    kubectl: (...words: readonly string[]) => Promise<string>,
  ) => Promise<void>
  /** Whether the situation is there. */
  readonly at?: (detail: DeploymentDetail) => boolean
  readonly order: (detail: DeploymentDetail) => DeploymentOrder
}

const complete = ({ row }: DeploymentDetail) => row.phase === 'Healthy' && !row.updating
const undoTo =
  (revision: number) =>
  (detail: DeploymentDetail): DeploymentOrder => ({
    action: 'undo',
    revision,
    replicaSet: detail.history.find(({ number }) => number === revision)?.replicaSet ?? '',
  })
const target = (ref: ObjectRef) => `deployment/${ref.name}`
const toNext: Case['bring'] = async (ref, kubectl) =>
  void (await kubectl('set', 'image', target(ref), `webapp=${podinfo('6.9.3')}`))
const twice = (detail: DeploymentDetail) => complete(detail) && detail.row.revision === 2
const pause: Case['bring'] = async (ref, kubectl) => void (await kubectl('rollout', 'pause', target(ref)))
const isPaused = ({ row }: DeploymentDetail) => row.phase === 'Paused'
const setImage = (image: string) => (): DeploymentOrder => ({
  action: 'set-image',
  container: 'webapp',
  image,
})

const cases: readonly Case[] = [
  { name: 'pause', order: () => ({ action: 'pause' }) },
  { name: 'resume', bring: pause, at: isPaused, order: () => ({ action: 'resume' }) },
  { name: 'restart', order: () => ({ action: 'restart' }) },
  { name: 'restart-of-none', replicas: 0, order: () => ({ action: 'restart' }) },
  { name: 'set-image', order: setImage(podinfo('6.9.3')) },
  { name: 'set-image-while-paused', bring: pause, at: isPaused, order: setImage(podinfo('6.9.3')) },
  { name: 'scale-up', order: () => ({ action: 'scale', replicas: 5 }) },
  { name: 'scale-to-none', order: () => ({ action: 'scale', replicas: 0 }) },
  { name: 'undo', bring: toNext, at: twice, order: undoTo(1) },
  {
    name: 'undo-of-a-variable',
    options: { annotations: { 'kubernetes.io/change-cause': 'first', team: 'web' } },
    bring: async (ref, kubectl) => {
      await kubectl('set', 'env', target(ref), 'COLOR=#34577c', 'MESSAGE=hello')
      await kubectl('annotate', target(ref), 'kubernetes.io/change-cause=second', '--overwrite')
    },
    at: twice,
    order: undoTo(1),
  },
]

describe.skipIf(!requireCluster())('an order of ours and of kubectl', { concurrent: true }, () => {
  let cluster: Cluster
  let view: View

  beforeAll(async () => {
    cluster = await startCluster()
    view = await watchCluster(cluster)
  })
  afterAll(async () => {
    await view.stop()
    await cluster.stop()
  })

  async function untilDetail(ref: ObjectRef, what: string, accept: (detail: DeploymentDetail) => boolean) {
    const seen = await until(
      `${ref.namespace} is ${what}`,
      () => view.listedDeployment(ref),
      (detail) => detail !== null && detail.observedGeneration >= detail.generation && accept(detail),
      LIMIT_MS,
    )
    if (seen === null) throw new Error('not there')
    return seen
  }

  /** The Deployment with its ReplicaSets, as one text. */
  async function allOf({ namespace: place, name }: ObjectRef): Promise<string> {
    const root = `/apis/apps/v1/namespaces/${place}`
    const sets = listAt(await cluster.get(`${root}/replicasets`), 'items')
    const deployment = await cluster.get(`${root}/deployments/${name}`)
    return [likeness(deployment), ...sets.map(likeness).toSorted()].join('\n')
  }

  async function bringTwin(place: string, { options = {}, replicas = 3, bring, at = complete }: Case) {
    const ref = { namespace: place, name: 'webapp' }
    await cluster.apply([namespace(place), webappDeployment({ ...ref, replicas, ...options })])
    await untilDetail(ref, 'complete', complete)
    await bring?.(ref, (...words) => cluster.kubectl([...words, '-n', place]))
    return { ref, detail: await untilDetail(ref, 'in its situation', at) }
  }

  test.for(cases)('leave equal objects: $name', { timeout: LIMIT_MS * 3 }, async (one) => {
    const [ours, theirs] = await Promise.all([
      bringTwin(`${one.name}-ours`, one),
      bringTwin(`${one.name}-theirs`, one),
    ])
    await until(
      `twins of ${one.name} are alike`,
      async () => [await allOf(ours.ref), await allOf(theirs.ref)],
      ([mine, yours]) => mine === yours,
    )
    const before = await allOf(ours.ref)
    const { run } = createActions({ source: view.source, readOnly: false, now: Date.now, refused: () => {} })
    await run(ours.ref, {
      resource: 'deployments',
      order: one.order(ours.detail),
      state: ours.detail.stateKey,
    })
    // The very line that the card shows.
    const line = orderLine(one.order(theirs.detail), { cluster: 'in-cluster', ...theirs.ref }, [])
    await cluster.kubectl(line.split(' ').slice(1))
    await until(
      `twins of ${one.name} are alike again, and not as before`,
      async () => [await allOf(ours.ref), await allOf(theirs.ref)],
      ([mine, yours]) => mine === yours && mine !== before,
      LIMIT_MS,
    )
  })

  test('an order for a state that has passed is refused by the API server’s own check', async () => {
    const { ref, detail } = await bringTwin('moved', { name: 'moved', order: setImage('x') })
    const { run } = createActions({
      source: {
        get: view.source.get,
        // Somebody else changes the object between our reading and our writing.
        async patch(resource, place, name, patch, version) {
          await cluster.kubectl(['annotate', target(ref), 'note=moved', '--overwrite', '-n', place])
          return view.source.patch(resource, place, name, patch, version)
        },
      },
      readOnly: false,
      now: Date.now,
      refused: () => {},
    })
    const orders: readonly DeploymentOrder[] = [
      { action: 'pause' },
      { action: 'scale', replicas: 5 },
      setImage(podinfo('6.9.3'))(),
    ]
    for (const order of orders) {
      const acting = run(ref, { resource: 'deployments', order, state: detail.stateKey })
      await expect(acting, order.action).rejects.toMatchObject({ kind: 'conflict' })
    }
  })

  test('an undo is refused in the same way, although it is a JSON patch', async () => {
    const { ref, detail } = await bringTwin('moved-undo', {
      name: 'moved-undo',
      bring: toNext,
      at: twice,
      order: undoTo(1),
    })
    const { run } = createActions({
      source: {
        get: view.source.get,
        async patch(resource, place, name, patch, version) {
          await cluster.kubectl(['annotate', target(ref), 'note=moved', '--overwrite', '-n', place])
          return view.source.patch(resource, place, name, patch, version)
        },
      },
      readOnly: false,
      now: Date.now,
      refused: () => {},
    })
    const acting = run(ref, { resource: 'deployments', order: undoTo(1)(detail), state: detail.stateKey })
    await expect(acting).rejects.toMatchObject({ kind: 'conflict' })
    expect(
      textAt(
        await cluster.get(`/apis/apps/v1/namespaces/${ref.namespace}/deployments/${ref.name}`),
        'spec.template.spec.containers.0.image',
      ),
    ).not.toBe(podinfo('6.9.4'))
  })
})
