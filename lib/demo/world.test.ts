import { afterEach, describe, expect, test } from 'vitest'
import { createSteppedClock } from './clock.ts'
import { listAt, textAt } from './objects/json.ts'
import { canaryRollout, scenarios } from './scenarios/course.ts'
import { blue, broken } from './scenarios/podinfo.ts'
import { inNamespace, type Scenario } from './scenarios/scenario.ts'
import { pictureOf } from './testing/drawing.ts'
import { createWorld } from './world.ts'

const START = Date.parse('2026-11-23T10:00:00.500Z')
const worlds: { stop(): void }[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.stop()
})

function course() {
  const world = createWorld({
    clock: (age) => createSteppedClock(START, age),
    podTimes: { start: 500, ready: 5_000, terminate: 2_000, apart: 20 },
    scenarios,
  })
  worlds.push(world)
  return world
}

test('a rolling update goes on before those who look, for a minute more', () => {
  const world = createWorld({
    clock: (age) => createSteppedClock(START, age),
    podTimes: { start: 700, ready: 2_500, terminate: 1_500, apart: 200 },
  })
  worlds.push(world)
  for (const scenario of scenarios) world.tellApart(scenario)
  const clock = world.clockOf('webapp')
  const after = (ms: number) => {
    clock.advance(ms)
    return world.store.get('deployments', 'webapp', 'frontend')?.status
  }
  expect(after(0)).toMatchObject({ replicas: 4, updatedReplicas: 2, availableReplicas: 3 })
  expect(after(35_000)).toMatchObject({ replicas: 4, updatedReplicas: 3, availableReplicas: 3 })
  expect(after(40_000)).toMatchObject({ replicas: 3, updatedReplicas: 3, availableReplicas: 3 })
  const containers = world.store.list('pods', 'webapp').flatMap((pod) => listAt(pod, 'spec', 'containers'))
  const images = containers.map((container) => textAt(container, 'image'))
  expect(new Set(images)).toEqual(new Set(['ghcr.io/stefanprodan/podinfo:6.9.3']))
})

describe('the world of the course', () => {
  test('opens on a canary that waits for a person, and a preview beside what all users have', () => {
    const { store, clock } = course()
    expect(clock.now()).toBe(START)
    expect(pictureOf(store, 'webapp-canary', 'frontend')?.row).toMatchObject({
      phase: 'Paused',
      step: '1/5',
      setWeight: 25,
      actualWeight: 25,
      pause: { waitsFor: 'person' },
    })
    const preview = pictureOf(store, 'webapp-blue-green', 'frontend')
    expect(preview?.row).toMatchObject({ phase: 'Paused', message: 'BlueGreenPause' })
    expect(preview?.lanes).toMatchObject([
      { role: 'active', revision: 1, ready: 3 },
      { role: 'preview', revision: 2, ready: 3 },
    ])
    expect(store.get('deployments', 'webapp', 'frontend')?.status).toMatchObject({ availableReplicas: 3 })
  })

  test('has a past: everything is older than the moment it was made in', () => {
    const { store } = course()
    const rollout = store.get('rollouts', 'webapp-canary', 'frontend')
    expect(Date.parse(rollout?.metadata.creationTimestamp ?? '')).toBeLessThan(START - 2 * 60_000)
  })

  test('joins each Service with the ready pods behind it', () => {
    const { store } = course()
    const endpoints = (namespace: string, name: string) =>
      store
        .list('endpointslices', namespace)
        .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name)
        .flatMap((slice) => listAt(slice, 'endpoints'))
        .filter((endpoint) => JSON.stringify(endpoint).includes('"ready":true'))
        .map((endpoint) => textAt(endpoint, 'targetRef', 'name').split('-').slice(0, -2).join('-'))
    expect(endpoints('webapp-canary', 'frontend')).toHaveLength(4)
    expect(endpoints('webapp-blue-green', 'frontend')).toHaveLength(3)
    expect(endpoints('webapp-a-b', 'frontend').toSorted()).toEqual([
      'frontend-a',
      'frontend-a',
      'frontend-b',
      'frontend-b',
    ])
  })

  test('ships a bad version, and the one after it is good again', () => {
    const { store, clock, apply } = course()
    apply([canaryRollout(broken)])
    clock.advance(60_000)
    const row = pictureOf(store, 'webapp-canary', 'frontend')?.row
    expect(row).toMatchObject({ phase: 'Progressing', step: '0/5', revision: 3 })
    expect(row?.trouble).toEqual(['CrashLoopBackOff'])
    apply([canaryRollout(blue)])
    clock.advance(60_000)
    expect(pictureOf(store, 'webapp-canary', 'frontend')?.row.phase).toBe('Healthy')
  })

  test('tells a scenario again from its beginning, and leaves the others alone', () => {
    const { store, clock, apply, tell } = course()
    const canary = scenarios.find(({ name }) => name === 'canary')
    const before = store.get('rollouts', 'webapp-canary', 'frontend')?.metadata.uid
    const other = store.get('rollouts', 'webapp-blue-green', 'frontend')?.metadata.uid
    apply([canaryRollout(broken)])
    clock.advance(60_000)
    if (canary) tell(canary)
    const row = pictureOf(store, 'webapp-canary', 'frontend')?.row
    expect(row).toMatchObject({ phase: 'Paused', step: '1/5', revision: 2 })
    expect(row?.uid).not.toBe(before)
    expect(store.list('pods', 'webapp-canary')).toHaveLength(4)
    expect(store.get('rollouts', 'webapp-blue-green', 'frontend')?.metadata.uid).toBe(other)
  })

  test('stops: no timer runs on', () => {
    const { store, clock, stop } = course()
    stop()
    const before = store.version()
    clock.advance(3_600_000)
    expect(store.version()).toBe(before)
  })
})

describe('a namespace with a time of its own', () => {
  const canaryIn = (namespace: string): Scenario => {
    const [canary] = scenarios
    if (canary === undefined) throw new Error('The course has no canary')
    return inNamespace(canary, namespace)
  }
  const since = (world: ReturnType<typeof course>, namespace: string) =>
    pictureOf(world.store, namespace, 'frontend')?.row.pause?.since

  test('is told without a moment passing anywhere else', () => {
    const world = course()
    const before = since(world, 'webapp-canary')
    world.tellApart(canaryIn('story'))
    expect(since(world, 'webapp-canary')).toBe(before)
    expect(pictureOf(world.store, 'story', 'frontend')?.row).toMatchObject({
      phase: 'Paused',
      step: '1/5',
      pause: { waitsFor: 'person' },
    })
    expect(world.store.list('pods', 'story')).toHaveLength(4)
  })

  test('passes alone, and lets the others pass alone', () => {
    const world = course()
    world.tellApart(canaryIn('story'))
    world.tellApart(canaryIn('other'))
    const before = ['story', 'other', 'webapp-canary'].map((one) => Date.parse(since(world, one) ?? ''))
    world.clockOf('story').jump(60_000)
    world.clock.jump(30_000)
    const after = ['story', 'other', 'webapp-canary'].map((one) => Date.parse(since(world, one) ?? ''))
    expect(after.map((at, nth) => (before[nth] ?? 0) - at)).toEqual([60_000, 0, 30_000])
    expect(world.clocks()).toHaveLength(3)
  })

  test('gives no pod the address of another', () => {
    const world = course()
    world.tellApart(canaryIn('story'))
    const addresses = world.store.list('pods').map((pod) => textAt(pod, 'status', 'podIP'))
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  test('goes with the namespace, and nothing runs on', () => {
    const world = course()
    world.tellApart(canaryIn('story'))
    const time = world.clockOf('story')
    world.clear('story')
    expect(world.store.get('namespaces', null, 'story')).toBeUndefined()
    expect(world.store.list('pods', 'story')).toEqual([])
    expect(world.clockOf('story')).toBe(world.clock)
    const before = world.store.version()
    time.jump(3_600_000)
    expect(world.store.version()).toBe(before)
  })
})
