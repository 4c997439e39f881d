import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { historyText, statusText } from '../../lib/deployments/text.ts'
import type { DeploymentDetail } from '../../lib/deployments/view.ts'
import { CockpitError } from '../../lib/errors.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { at, isJsonObject, type JsonObject, listAt, textAt } from '../cluster/json.ts'
import { type DeploymentOptions, podinfo, webappDeployment } from '../cluster/scenarios/deployments.ts'
import { namespace } from '../cluster/scenarios/objects.ts'
import { type ObjectRef, until as untilProbe } from '../cluster/waits.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { type View, watchCluster } from './view.ts'

vi.setConfig({ maxConcurrency: 4 })

const LIMIT_MS = 180_000
const POLL_MS = 50
const states = new Set<string>()
let comparisons = 0

/** Keeps a pod from becoming ready for as long as it is there. */
const hold = 'cockpit.test/never-ready'

function isHeld(pod: JsonObject): boolean {
  const annotations = at(pod, 'metadata.annotations')
  const held = isJsonObject(annotations) && annotations[hold] === 'true'
  return held && textAt(pod, 'metadata.deletionTimestamp') === ''
}

/** New pods are awaited, or a paused Deployment's own, or those of a scale. */
const waitsForPods = ({ row: { counts } }: DeploymentDetail): boolean => counts.ready < counts.current

/** What of a Deployment's picture is told by the three commands. */
const pictureOf = ({ row, status, history, window, awaited }: DeploymentDetail) =>
  JSON.stringify([row.phase, row.counts, status, history, window, awaited])

describe.skipIf(!requireCluster())('our view of a Deployment equals kubectl', { concurrent: true }, () => {
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

  /** What kubectl prints, also where it ends with an error, as `rollout status` does past a deadline. */
  async function printed(words: readonly string[]): Promise<string> {
    try {
      return await cluster.kubectl(words)
    } catch (error) {
      if (!(error instanceof CockpitError)) throw error
      return `${error.message.split('\n').at(-1)}\n`
    }
  }

  /** Asks kubectl between two looks of ours; null when the Deployment moved meanwhile, or our watch was behind what kubectl was told. */
  async function compare(ref: ObjectRef): Promise<DeploymentDetail | null> {
    const before = view.deployment(ref)
    if (before === null) return null
    const where = ['-n', ref.namespace]
    const told = {
      status: await printed(['rollout', 'status', `deployment/${ref.name}`, '--watch=false', ...where]),
      history: await printed(['rollout', 'history', `deployment/${ref.name}`, ...where]),
      columns: (await printed(['get', 'deployment', ref.name, '--no-headers', ...where]))
        .split(/\s+/)
        .slice(1, 4),
    }
    const after = view.deployment(ref)
    if (after === null || pictureOf(after) !== pictureOf(before)) return null
    const { counts } = after.row
    const ours = {
      status: statusText(after),
      history: historyText(after),
      columns: [`${counts.ready}/${counts.desired}`, `${counts.updated}`, `${counts.available}`],
    }
    if (!isDeepStrictEqual(ours, told)) {
      const listed = await view.listedDeployment(ref)
      if (listed === null || pictureOf(listed) !== pictureOf(after)) return null
    }
    expect(ours).toEqual(told)
    expectTrue(after)
    comparisons += 1
    states.add(`${ref.namespace} ${after.row.phase} ${after.awaited?.what} ${statusText(after)}`)
    return after
  }

  /** What must hold of every picture, whatever kubectl says. */
  function expectTrue({ row, status, window, replicaSets }: DeploymentDetail) {
    if (row.phase === 'Healthy') expect(status.done).toBe(true)
    if (status.failed) expect(row.phase).toBe('Degraded')
    expect(window.planned).toBe(replicaSets.reduce((sum, set) => sum + set.desired, 0))
    expect(replicaSets.filter(({ version }) => version === 'next').length).toBeLessThanOrEqual(1)
  }

  /** Lets the first of the pods that are held become ready; all of them with `all`. */
  async function release(ref: ObjectRef, all = false) {
    const path = `/api/v1/namespaces/${ref.namespace}/pods`
    const held = listAt(await cluster.get(path), 'items').filter(isHeld)
    for (const pod of all ? held : held.slice(0, 1))
      await cluster.patch(`${path}/${textAt(pod, 'metadata.name')}`, {
        metadata: { annotations: { [hold]: null } },
      })
  }

  /**
   * Compares each state on the way until one is accepted. A state that waits for pods stands still until it was compared: only then one
   * more pod becomes ready.
   */
  async function until(ref: ObjectRef, what: string, accept: (detail: DeploymentDetail) => boolean) {
    const deadline = performance.now() + LIMIT_MS
    let last = ''
    while (performance.now() < deadline) {
      const seen = await compare(ref)
      if (seen !== null && accept(seen)) return seen
      if (seen !== null && waitsForPods(seen)) await release(ref)
      if (seen !== null) last = pictureOf(seen)
      await delay(POLL_MS)
    }
    throw new CockpitError('unexpected', `${ref.namespace}: ${what} did not come; last seen: ${last}`)
  }

  const healthy = ({ row }: DeploymentDetail) => row.phase === 'Healthy' && !row.updating
  async function begin(place: string, options: Partial<DeploymentOptions> = {}) {
    const ref = { namespace: place, name: 'webapp' }
    const object = (more: Partial<DeploymentOptions> = {}) =>
      webappDeployment({ ...ref, podAnnotations: { [hold]: 'true' }, ...options, ...more })
    await cluster.apply([namespace(place), object()])
    await untilProbe(
      `${place} has its first version`,
      async () => {
        await release(ref, true)
        return view.deployment(ref)
      },
      (detail) => detail !== null && healthy(detail),
      LIMIT_MS,
    )
    return { ref, apply: (more: Partial<DeploymentOptions>) => cluster.apply([object(more)]) }
  }
  const kubectl = (ref: ObjectRef, command: string, ...flags: readonly string[]) =>
    cluster.kubectl([...command.split(' '), `deployment/${ref.name}`, ...flags, '-n', ref.namespace])
  const toNext = (ref: ObjectRef) => kubectl(ref, 'set image', `webapp=${podinfo('6.9.3')}`)

  test.for([3, 4, 8])(
    'the course’s webapp from 6.9.4 to 6.9.3 with %i replicas',
    { timeout: LIMIT_MS * 2 },
    async (replicas) => {
      const { ref } = await begin(`rolling-${replicas}`, { replicas })
      await toNext(ref)
      const first = await until(
        ref,
        'a new pod that is awaited',
        ({ awaited }) => awaited?.what === 'new-pods',
      )
      expect(first.window).toMatchObject({ surge: Math.ceil(replicas / 4), unavailable: 0 })
      expect(first.window.current).toBeLessThanOrEqual(replicas + first.window.surge)
      expect(first.row).toMatchObject({
        stableImages: [podinfo('6.9.4')],
        nextImages: [podinfo('6.9.3')],
      })
      const end = await until(ref, 'all pods new', healthy)
      expect(end.history.map(({ number, current }) => [number, current])).toEqual([
        [2, true],
        [1, false],
      ])
      await kubectl(ref, 'rollout undo')
      const back = await until(
        ref,
        'the first version again',
        ({ row }) => row.revision === 3 && row.phase === 'Healthy',
      )
      expect(back.row.stableImages).toEqual([podinfo('6.9.4')])
      expect(back.history.map(({ number }) => number)).toEqual([3, 2])
    },
  )

  test('a bad image past its deadline, and back', { timeout: LIMIT_MS * 2 }, async () => {
    const { ref, apply } = await begin('bad-image', { spec: { progressDeadlineSeconds: 4 } })
    await apply({
      image: podinfo('0.0.0'),
      podAnnotations: { 'cockpit.test/image-pull-error': 'true', [hold]: 'true' },
      annotations: { 'kubernetes.io/change-cause': 'a tag that is not there' },
    })
    // Asked of the view alone: by the time that kubectl has answered thrice the deadline may be over.
    await untilProbe(
      'trouble is seen before its deadline',
      () => view.deployment(ref),
      (seen) => seen !== null && seen.row.trouble.length > 0 && seen.deadlineAt !== null,
    )
    const stuck = await until(ref, 'the deadline', ({ row }) => row.phase === 'Degraded')
    expect(stuck.status.failed).toBe(true)
    expect(stuck.window).toMatchObject({ current: 4, available: 3 })
    expect(stuck.history[0]?.changeCause).toBe('a tag that is not there')
    await kubectl(ref, 'rollout undo')
    await until(ref, 'the old version', healthy)
  })

  test('paused, changed, scaled, resumed', { timeout: LIMIT_MS * 2 }, async () => {
    const { ref } = await begin('paused', { replicas: 4 })
    await kubectl(ref, 'rollout pause')
    await until(ref, 'paused', ({ row }) => row.phase === 'Paused')
    await toNext(ref)
    const held = await until(
      ref,
      'the change is held',
      ({ row }) => row.phase === 'Paused' && row.counts.updated === 0,
    )
    expect(held).toMatchObject({ newest: null, awaited: { what: 'person' }, row: { updating: true } })
    await kubectl(ref, 'scale', '--replicas=6')
    await until(ref, 'scaled while paused', ({ row }) => row.counts.available === 6)
    await kubectl(ref, 'rollout resume')
    await until(ref, 'resumed to its end', ({ row }) => healthy({ ...held, row }) && row.revision === 2)
  })

  test('paused midway, when two revisions serve', { timeout: LIMIT_MS * 2 }, async () => {
    const { ref } = await begin('midway', { replicas: 4 })
    await toNext(ref)
    await until(ref, 'some are new', ({ row }) => row.counts.updated >= 2)
    await kubectl(ref, 'rollout pause')
    const paused = await until(ref, 'paused midway', ({ row }) => row.phase === 'Paused' && row.updating)
    expect(paused.newest).not.toBeNull()
    await kubectl(ref, 'rollout resume')
    await until(ref, 'the end', healthy)
  })

  test('a variable that changes while it is paused', { timeout: LIMIT_MS * 2 }, async () => {
    const { ref } = await begin('variable')
    await kubectl(ref, 'rollout pause')
    await until(ref, 'paused', ({ row }) => row.phase === 'Paused')
    await kubectl(ref, 'set env', 'COLOR=#34577c')
    await until(
      ref,
      'held, although no image differs',
      ({ newest, row }) => newest === null && row.phase === 'Paused',
    )
    await kubectl(ref, 'rollout resume')
    await until(ref, 'the end', ({ row }) => row.revision === 2 && row.phase === 'Healthy')
  })

  test('restarted', { timeout: LIMIT_MS * 2 }, async () => {
    const { ref } = await begin('restarted')
    await kubectl(ref, 'rollout restart')
    await until(ref, 'restarting', ({ row }) => row.updating)
    const end = await until(ref, 'the end', ({ row }) => row.revision === 2 && row.phase === 'Healthy')
    expect(end.history[0]?.restartedAt).not.toBeNull()
  })

  test('scaled midway, to more and to less', { timeout: LIMIT_MS * 2 }, async () => {
    const { ref } = await begin('scaled', { replicas: 4 })
    await toNext(ref)
    await until(ref, 'some are new', ({ row }) => row.counts.updated >= 1)
    await kubectl(ref, 'scale', '--replicas=8')
    await until(ref, 'more', ({ row }) => row.counts.desired === 8 && row.counts.current >= 8)
    await kubectl(ref, 'scale', '--replicas=2')
    await until(
      ref,
      'the end',
      ({ row }) => row.revision === 2 && row.phase === 'Healthy' && row.counts.current === 2,
    )
    await kubectl(ref, 'scale', '--replicas=0')
    const none = await until(ref, 'nothing', ({ row }) => row.counts.current === 0 && row.phase === 'Healthy')
    expect(none.row.share).toBeNull()
  })

  test('changed again within an update', { timeout: LIMIT_MS * 2 }, async () => {
    const { ref } = await begin('again', { replicas: 4 })
    await toNext(ref)
    await until(ref, 'some are new', ({ row }) => row.counts.updated >= 1)
    await kubectl(ref, 'set image', `webapp=${podinfo('6.9.2')}`)
    const third = await until(
      ref,
      'the third version',
      ({ row, newest }) => row.revision === 3 && newest !== null,
    )
    expect(third.row.nextImages).toEqual([podinfo('6.9.2')])
    await until(ref, 'the end', healthy)
  })

  test('recreated', { timeout: LIMIT_MS * 2 }, async () => {
    const { ref } = await begin('recreated', { spec: { strategy: { type: 'Recreate' } } })
    await toNext(ref)
    await until(ref, 'the end', ({ row }) => row.revision === 2 && row.phase === 'Healthy')
  })
})

describe.skipIf(!requireCluster())('the states of Deployments', () => {
  test('that were compared are at least 40', () => {
    console.log(`${comparisons} comparisons in ${states.size} distinct states`)
    expect(states.size).toBeGreaterThanOrEqual(40)
  })
})
