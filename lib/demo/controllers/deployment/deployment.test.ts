import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../objects/json.ts'
import { objectAt } from '../../objects/json.ts'
import { amber, blue, deployment, green, place, type Version } from '../../scenarios/podinfo.ts'
import { drawnOf } from '../../testing/drawing.ts'
import { patchObject, steppedWorld } from '../../testing/play.ts'
import { linesOf } from '../../testing/trace.ts'

const NAMESPACE = 'webapp'
const READY_MS = 1_000
const WHILE = 60_000

/** A Deployment with pods that take a second, and the lines of each kind that came, without repetitions. */
function created(replicas: number, spec: JsonObject = {}) {
  const world = steppedWorld({ start: 0, ready: READY_MS, terminate: 0, apart: 0 })
  const seen = { status: [] as string[], sizes: [] as string[] }
  const found = () => world.store.get('deployments', NAMESPACE, 'frontend')
  world.store.subscribe(() => {
    const detail = drawnOf(world.store, { kind: 'deployments', namespace: NAMESPACE })
    if (detail === null) return
    const lines = linesOf(detail)
    for (const kind of ['status', 'sizes'] as const) {
      if (seen[kind].at(-1) !== lines[kind]) seen[kind].push(lines[kind])
    }
  })
  const ship = (version: Version, fields: JsonObject = {}) => {
    const object = deployment({ namespace: NAMESPACE, name: 'frontend', version, replicas })
    world.apply([{ ...object, spec: { ...objectAt(object, 'spec'), ...spec, ...fields } }])
  }
  const since = (ms: number) => {
    const from = { status: seen.status.length, sizes: seen.sizes.length }
    world.clock.advance(ms)
    return { status: seen.status.slice(from.status), sizes: seen.sizes.slice(from.sizes) }
  }
  world.apply(place(NAMESPACE))
  ship(green)
  since(WHILE)
  return {
    world,
    ship,
    since,
    found,
    patch: (body: JsonObject) => {
      const object = found()
      if (object) patchObject(world, 'deployments', object, body)
    },
  }
}

describe('a rolling update', () => {
  test.each<[number, readonly string[]]>([
    [3, ['r1:3', 'r1:3, r2:1', 'r1:2, r2:1', 'r1:2, r2:2', 'r1:1, r2:2', 'r1:1, r2:3', 'r1:0, r2:3']],
    [
      4,
      [
        'r1:4',
        'r1:4, r2:1',
        'r1:3, r2:1',
        'r1:3, r2:2',
        'r1:2, r2:2',
        'r1:2, r2:3',
        'r1:1, r2:3',
        'r1:1, r2:4',
        'r1:0, r2:4',
      ],
    ],
    [
      8,
      [
        'r1:8',
        'r1:8, r2:2',
        'r1:6, r2:2',
        'r1:6, r2:4',
        'r1:4, r2:4',
        'r1:4, r2:6',
        'r1:2, r2:6',
        'r1:2, r2:8',
        'r1:0, r2:8',
      ],
    ],
  ])('of %i pods with a quarter more and none fewer', (replicas, sizes) => {
    const { ship, since, found } = created(replicas)
    ship(blue)
    expect([sizes[0], ...since(WHILE).sizes]).toEqual(sizes)
    expect(found()?.status).toMatchObject({ updatedReplicas: replicas, availableReplicas: replicas })
    expect(found()?.metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/revision': '2' })
    // The revision is noted along with the status, which is no change of what is wanted.
    expect(found()?.metadata.generation).toBe(2)
  })

  test('never has fewer available pods than it may', () => {
    const { world, ship } = created(8, { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 3 } } })
    const available: number[] = []
    world.store.subscribe(({ resource }) => {
      if (resource !== 'replicasets') return
      const sets = world.store.list('replicasets', NAMESPACE)
      available.push(
        sets.reduce((sum, { status }) => sum + Number(objectAt(status ?? null).availableReplicas ?? 0), 0),
      )
    })
    ship(blue)
    world.clock.advance(WHILE)
    expect(Math.min(...available)).toBe(5)
    expect(available.at(-1)).toBe(8)
  })

  test('with pods that do not come stands still, and is over its deadline a minute after its last progress', () => {
    const { ship, since } = created(3)
    ship({ ...blue, tag: '6.9.3-missing' })
    const { status, sizes } = since(50_000)
    expect(sizes).toEqual(['r1:3, r2:1'])
    expect(status.at(-1)).toContain('Available+MinimumReplicasAvailable Progressing+ReplicaSetUpdated')
    expect(since(20_000).status.at(-1)).toContain('Progressing-ProgressDeadlineExceeded')
    ship(green)
    expect(since(WHILE).sizes.at(-1)).toBe('r2:0, r3:3')
  })

  test('shares a new size by the sizes that the ReplicaSets have', () => {
    const { ship, since } = created(8)
    ship(blue)
    expect(since(5_500).sizes.at(-1)).toBe('r1:6, r2:4')
    ship(blue, { replicas: 12 })
    expect(since(500).sizes.at(-1)).toBe('r1:9, r2:6')
    expect(since(WHILE).sizes.at(-1)).toBe('r1:0, r2:12')
  })

  test('waits while it is paused, and follows a new size meanwhile', () => {
    const { ship, since, patch } = created(3)
    patch({ spec: { paused: true } })
    since(1_000)
    ship(blue, { paused: true })
    expect(since(WHILE).sizes).toEqual([])
    patch({ spec: { replicas: 4 } })
    expect(since(WHILE).sizes).toEqual(['r1:4'])
    patch({ spec: { paused: false } })
    const { status, sizes } = since(WHILE)
    expect(status.some((line) => line.includes('Progressing?DeploymentResumed'))).toBe(true)
    expect(sizes.at(-1)).toBe('r1:0, r2:4')
  })

  test('forgets the oldest ReplicaSets above its limit, and a version that comes back gets a new revision', () => {
    const { ship, since } = created(2, { revisionHistoryLimit: 1 })
    for (const version of [blue, amber]) {
      ship(version)
      since(WHILE)
    }
    ship(blue)
    expect(since(WHILE).sizes.at(-1)).toBe('r3:0, r4:2')
  })
})

describe('a Deployment that recreates', () => {
  test('has no new pod before the last old one is gone', () => {
    const { ship, since, world } = created(3, { strategy: { type: 'Recreate' } })
    ship(blue)
    expect(since(WHILE).sizes).toEqual(['r1:0', 'r1:0, r2:3'])
    expect(world.store.list('pods', NAMESPACE)).toHaveLength(3)
  })
})
