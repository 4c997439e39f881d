import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cockpit } from '../../lib/cluster/cockpit.ts'
import { readService } from '../../lib/cluster/reads.ts'
import { writeKubeconfig } from '../../lib/demo/api/kubeconfig.ts'
import { type Api, startApi } from '../../lib/demo/api/server.ts'
import { createRealClock } from '../../lib/demo/clock.ts'
import { scenarios } from '../../lib/demo/scenarios/course.ts'
import { deployment, place, service } from '../../lib/demo/scenarios/podinfo.ts'
import { flawed } from '../../lib/demo/scenarios/told.ts'
import { createWorld } from '../../lib/demo/world.ts'
import type { MatchedAnswer } from '../../lib/services/answer.ts'
import { until } from '../cluster/waits.ts'
import { cockpitOn } from '../support/cockpit-on.ts'

const ab = { cluster: 'demo', namespace: 'webapp-a-b', name: 'frontend' }
const never = new AbortController().signal
const quick = { start: 10, ready: 30, terminate: 10, apart: 5 }

let folder: string
let world: ReturnType<typeof createWorld<ReturnType<typeof createRealClock>>>
let api: Api
let cockpit: Cockpit

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-demo-'))
  world = createWorld({ clock: createRealClock, podTimes: quick, scenarios })
  api = await startApi({ store: world.store, now: world.clock.now, logs: world.logs })
  await writeKubeconfig(join(folder, 'kubeconfig'), api)
  cockpit = await cockpitOn(join(folder, 'kubeconfig'))
})
afterAll(async () => {
  cockpit.stop()
  world.stop()
  await api.close()
  await rm(folder, { recursive: true })
})

const detailOf = async (ref = ab) => (await readService(cockpit, ref)).detail
const counts = async (ref = ab) =>
  (await detailOf(ref)).variants.map(({ letter, ready }) => `${letter} ${ready}`)
const sample = (ref: typeof ab, count: number, path = '/') =>
  cockpit.sample(ref, { path, port: null, count }, never)

describe('the A/B inspector on the demo', () => {
  test("finds the course's A/B, with letters, images and the label that tells them apart", async () => {
    const detail = await detailOf()
    expect(detail.row.split).toBe('workloads')
    expect(detail.variants).toMatchObject([
      { letter: 'A', maker: { name: 'frontend-a' }, ready: 2, labels: { variant: 'frontend-a' } },
      { letter: 'B', maker: { name: 'frontend-b' }, ready: 2, labels: { variant: 'frontend-b' } },
    ])
    // What is behind the rolling update changes with its pods.
    const told = cockpit
      .hub('demo')
      .rows()
      .flatMap((row) => (row.kind === 'Service' ? [`${row.namespace} ${row.split}`] : []))
    expect(told.filter((line) => !line.startsWith('webapp ')).toSorted()).toEqual([
      'webapp-a-b workloads',
      'webapp-canary revisions',
    ])
  })

  test('a sample is round-robin over the ready endpoints, and each answer has version and colour', async () => {
    const { answers } = await sample(ab, 8)
    const detail = await detailOf()
    const [a, b] = detail.variants.map(({ key }) => key)
    expect(
      Object.entries(Object.groupBy(answers, ({ variant }) => variant ?? ''))
        .map(([key, own]) => [key, own?.length])
        .toSorted(),
    ).toEqual(
      [
        [a, 4],
        [b, 4],
      ].toSorted(),
    )
    expect(new Set(answers.map(({ hostname }) => hostname)).size).toBe(4)
    expect(new Set(answers.map(({ version, color, by }) => `${version} ${color} ${by}`))).toEqual(
      new Set(['6.9.3 #34577c hostname', '6.9.4 #4cae4f hostname']),
    )
  })

  test("the course's blue-green: active answers blue, preview green", async () => {
    const at = { cluster: 'demo', namespace: 'webapp-blue-green' }
    const look = async (name: string) => {
      const { variants, row } = await detailOf({ ...at, name })
      const { answers } = await sample({ ...at, name }, 2)
      return [
        row.split,
        ...variants.map(({ hue }) => hue),
        ...new Set(answers.map(({ version, color }) => `${version} ${color}`)),
      ]
    }
    expect(await look('frontend')).toEqual(['one', 'stable', '6.9.3 #34577c'])
    expect(await look('frontend-preview')).toEqual(['one', 'next', '6.9.4 #4cae4f'])
  })

  test("the course's canary shares one Service between its versions", async () => {
    const { variants, row } = await detailOf({
      cluster: 'demo',
      namespace: 'webapp-canary',
      name: 'frontend',
    })
    expect(row.split).toBe('revisions')
    expect(variants.map(({ hue, ready }) => [hue, ready])).toEqual([
      ['stable', 3],
      ['next', 1],
    ])
  })

  test('scaled behind the Service, the shares follow and the sample with them', async () => {
    const change = { kind: 'Deployment' as const, name: 'frontend-b', from: 2, to: 6 }
    await cockpit.scale(ab, [change], true, never)
    expect(await counts()).toEqual(['A 2', 'B 2'])
    await cockpit.scale(ab, [change], false, never)
    await until(
      'B has 6 of 8',
      () => counts(),
      (now) => now.join() === 'A 2,B 6',
    )
    const detail = await detailOf()
    expect(detail.targets.map(({ replicas }) => replicas)).toEqual([2, 6])
    const { answers } = await until(
      'there are tokens again',
      () => sample(ab, 8),
      ({ answers }) => answers.length === 8,
    )
    const b = detail.variants[1]?.key
    expect(answers.filter(({ variant }) => variant === b)).toHaveLength(6)
    await expect(cockpit.scale(ab, [change], false, never)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(cockpit.scale(ab, [{ ...change, from: 6, to: 0 }], true, never)).resolves.toMatchObject({
      dryRun: true,
    })
  })

  test('another path, one that is not there, and one that leads elsewhere', async () => {
    const ready = (path: string) =>
      until(
        'there are tokens again',
        () => sample(ab, 1, path),
        ({ answers }) => answers.length === 1,
      )
    expect((await ready('/version')).answers[0]).toMatchObject({ status: 200 })
    expect((await ready('/nowhere')).answers[0]).toMatchObject({ status: 404, message: '404 page not found' })
    await expect(sample(ab, 1, '/../../../pods')).rejects.toMatchObject({ kind: 'invalid' })
  })

  test('a version that fails answers three of ten requests with an error, and the sample goes on', async () => {
    const ref = { ...ab, namespace: 'failing' }
    const setting = { namespace: ref.namespace, name: ref.name, version: flawed('failing'), replicas: 1 }
    world.apply([...place(ref.namespace), service(ref.namespace, ref.name), deployment(setting)])
    await until(
      'its pod is ready',
      () => detailOf(ref),
      ({ variants }) => variants[0]?.ready === 1,
    )
    const answers: MatchedAnswer[] = []
    await until(
      'ten requests are answered',
      async () => answers.push(...(await sample(ref, 10 - answers.length)).answers),
      (length) => length === 10,
    )
    const failed = answers.filter(({ status }) => status === 500)
    expect(failed.map(({ message, variant }) => ({ message, variant }))).toEqual(
      Array(3).fill({ message: 'random error occurred', variant: null }),
    )
    expect(answers.filter(({ status, variant }) => status === 200 && variant !== null)).toHaveLength(7)
  })

  test('what a viewer may not is refused in words that name it', async () => {
    const viewer = { ...ab, cluster: 'demo-viewer' }
    const { rights } = await readService(cockpit, viewer)
    expect(rights).toMatchObject({ getServiceProxy: false })
    await expect(sample(viewer, 1)).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('services/proxy'),
    })
  })
})
