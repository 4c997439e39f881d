import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { HASH } from '../controllers/rollout/names.ts'
import { at, listAt } from '../objects/json.ts'
import { canaryRollout } from '../scenarios/course.ts'
import { blue, green, place, service } from '../scenarios/podinfo.ts'
import { canaryIn, flawed } from '../scenarios/told.ts'
import { steppedWorld } from '../testing/play.ts'
import { fails, successShare } from './answers.ts'
import { createBounded, createRing } from './bounded.ts'

const worlds: { stop(): void }[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.stop()
})

const NS = 'webapp-canary'

/** Three pods of the old version and one of the new one behind a Service. */
function canary(after = green) {
  const world = steppedWorld()
  worlds.push(world)
  world.apply([...place(NS), service(NS, 'frontend'), canaryRollout(blue)])
  world.clock.advance(10_000)
  world.apply([canaryIn(NS, after)])
  world.clock.advance(10_000)
  const podOf = (tag: string) =>
    world.store.list('pods', NS).find((pod) => JSON.stringify(pod.spec).includes(tag))
  const linesOf = (tag: string) => {
    const pod = podOf(tag)
    return pod ? world.logs.lines(pod, 'frontend', false) : []
  }
  const requestsOf = (tag: string) => linesOf(tag).filter(({ text }) => text.includes('request started'))
  return { world, podOf, linesOf, requestsOf }
}

describe('the traffic', () => {
  test('is off until it is turned on, and off has no timer', () => {
    const { world, linesOf } = canary()
    world.clock.advance(3_600_000)
    expect(linesOf('6.9.3')).toHaveLength(3)
    expect(world.traffic.state()).toEqual({ on: false, perSecond: 1, services: [] })
  })

  test('goes round the ready pods of each Service, and writes nothing to the cluster', () => {
    const { world } = canary()
    world.traffic.set(true, 4)
    const before = world.store.version()
    world.clock.advance(10_000)
    expect(world.traffic.state().services).toEqual([
      {
        namespace: NS,
        service: 'frontend',
        versions: [
          { version: '6.9.3', requests: 30, failures: 0 },
          { version: '6.9.4', requests: 10, failures: 0 },
        ].toSorted((a, b) =>
          firstVersion(world) === a.version ? -1 : firstVersion(world) === b.version ? 1 : 0,
        ),
      },
    ])
    expect(world.store.version()).toBe(before)
  })

  test('is written by the pods that took it, at its time, whatever is jumped', () => {
    const { world, requestsOf } = canary()
    world.traffic.set(true, 4)
    world.clock.advance(5_000)
    const [first] = requestsOf('6.9.4')
    expect(JSON.parse(first?.text ?? '')).toMatchObject({
      level: 'debug',
      caller: 'http/logging.go:33',
      msg: 'request started',
      method: 'GET',
    })
    world.traffic.set(true, 1)
    world.clock.jump(600_000)
    const all = requestsOf('6.9.4')
    expect(all.map(({ nth }) => nth)).toEqual(all.map((_, index) => (all[0]?.nth ?? 0) + index))
    expect(all.every(({ at: instant }, index) => instant >= (all[index - 1]?.at ?? 0))).toBe(true)
    expect(all.at(-1)?.at).toBeLessThanOrEqual(world.clock.now())
    expect((first?.at ?? 0) - (all[0]?.at ?? 0)).toBeGreaterThan(590_000)
  })

  test('fails by share where a version is bad, and the share is what an analysis reads', () => {
    const { world, podOf } = canary(flawed('failing'))
    const hash = (tag: string) => podOf(tag)?.metadata.labels?.[HASH] ?? ''
    const rate = (tag: string) => world.traffic.successRate(world.store, NS, hash(tag))
    expect([rate('6.9.3'), rate('6.9.4-failing')]).toEqual([1, 0.7])
    world.traffic.set(true, 4)
    world.clock.advance(100_000)
    expect([rate('6.9.3'), rate('6.9.4-failing')]).toEqual([1, 0.7])
    const counts = world.traffic.state().services.flatMap(({ versions }) => versions)
    expect(counts.find(({ version }) => version === '6.9.4-failing')).toMatchObject({
      requests: 100,
      failures: 30,
    })
    expect(world.traffic.successRate(world.store, NS, 'nobody')).toBeNull()
  })

  test('tells who follows a log of every request, also when older ones are forgotten', () => {
    const { world, podOf } = canary()
    const pod = podOf('6.9.4')
    let heard = 0
    const stop = world.logs.subscribe(pod?.metadata.uid ?? '', () => {
      heard += 1
    })
    world.traffic.set(true, 20)
    world.clock.advance(200_000)
    expect(heard).toBe(1_000)
    const lines = pod ? world.logs.lines(pod, 'frontend', false) : []
    expect(lines).toHaveLength(203)
    expect(lines.at(-1)?.nth).toBe(1_002)
    stop()
    world.clock.advance(1_000)
    expect(heard).toBe(1_000)
  })

  test('forgets everything when it is turned off, and pods when they go', () => {
    const { world, podOf } = canary()
    world.traffic.set(true, 4)
    world.clock.advance(5_000)
    const uid = podOf('6.9.4')?.metadata.uid ?? ''
    world.store.delete('pods', NS, podOf('6.9.4')?.metadata.name ?? '', { gracePeriodSeconds: 0 })
    expect(world.traffic.hitsOf(uid)).toEqual([])
    world.store.delete('services', NS, 'frontend')
    expect(world.traffic.state().services).toEqual([])
    world.traffic.set(false, 1)
    expect(world.traffic.hitsOf(podOf('6.9.3')?.metadata.uid ?? '')).toEqual([])
  })

  test('waits where nobody is ready', () => {
    const world = steppedWorld()
    worlds.push(world)
    world.apply([...place(NS), service(NS, 'frontend'), canaryIn(NS, flawed('stuck'))])
    world.traffic.set(true, 1)
    world.clock.advance(60_000)
    expect(world.traffic.state().services).toEqual([])
  })
})

/** The version of the pod that the Service's list begins with: it is asked first. */
function firstVersion(world: ReturnType<typeof canary>['world']): string {
  const [slice] = world.store.list('endpointslices', NS)
  const name = String(at(listAt(slice, 'endpoints')[0], 'targetRef', 'name'))
  return JSON.stringify(world.store.get('pods', NS, name)?.spec).includes('6.9.3') ? '6.9.3' : '6.9.4'
}

test('a version fails as often as its share says', () => {
  for (const version of ['6.9.4', '6.9.4-failing']) {
    const failed = Array.from({ length: 1000 }, (_, nth) => fails(version, nth)).filter(Boolean).length
    expect(1 - failed / 1000).toBeCloseTo(successShare(version))
  }
})

test('a ring holds the last entries, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 10 }), (entries, size) => {
      const ring = createRing<number>(size)
      for (const entry of entries) ring.add(entry)
      expect(ring.all()).toEqual(entries.slice(-size))
    }),
  )
})

test('a bounded map never holds more, and keeps what was taken last', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', '__proto__')), (keys) => {
      const map = createBounded(3, () => ({}))
      for (const key of keys) map.take(key)
      const last = [...new Set(keys.toReversed())].slice(0, 3)
      expect(map.entries().map(([key]) => key)).toEqual(last.toReversed())
    }),
  )
})
