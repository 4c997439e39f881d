import { describe, expect, test } from 'vitest'
import { podStatus } from '../../rollouts/pod-status.ts'
import { parsePod } from '../../wire/parse.ts'
import { textAt } from '../objects/json.ts'
import type { NewObject } from '../objects/object.ts'
import { steppedWorld } from '../testing/play.ts'
import type { PodTimes } from './behaviour.ts'

const TIMES: PodTimes = { start: 500, ready: 5_000, terminate: 2_000, apart: 0 }

const pod = (image = 'podinfo:6.9.4', annotations: Record<string, string> = {}): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', annotations },
  spec: { containers: [{ name: 'web', image }] },
})

/** A world with one pod, and what the CLI would say of it each time that it says something else. */
function life(object: NewObject, times = TIMES) {
  const world = steppedWorld(times)
  const told: string[] = []
  const found = () => world.store.get('pods', 'default', 'web')
  world.store.subscribe(({ resource }) => {
    const raw = found()
    const says = raw ? `${podStatus(parsePod(raw)).status} ${podStatus(parsePod(raw)).ready}` : 'gone'
    if (resource === 'pods' && told.at(-1) !== says) told.push(says)
  })
  world.apply([object])
  return { world, told, found }
}

describe('a pod', () => {
  test('is scheduled, created, started and ready, each in its time', () => {
    const { world, told, found } = life(pod())
    world.clock.advance(499)
    expect(told).toEqual(['Pending 0/1', 'ContainerCreating 0/1'])
    world.clock.advance(1)
    expect(told.at(-1)).toBe('Running 0/1')
    world.clock.advance(4_999)
    expect(told.at(-1)).toBe('Running 0/1')
    world.clock.advance(1)
    expect(told.at(-1)).toBe('Running 1/1')
    expect(textAt(found() ?? null, 'status', 'podIP')).toMatch(/^10\.\d+\.\d+\.\d+$/)
    expect(textAt(found() ?? null, 'spec', 'nodeName')).not.toBe('')
  })

  test('that grows older while it waits for its turn does not take two turns', () => {
    const world = steppedWorld({ ...TIMES, apart: 200 })
    const names = Array.from({ length: 20 }, (_, nth) => `web-${nth}`)
    world.apply(names.map((name) => ({ ...pod(), metadata: { name, namespace: 'default' } })))
    // Twenty pods with four moves each, one after the other, while a jump makes everything older each second.
    world.clock.jump(20 * 4 * 200 + 5_500)
    const ready = world.store.list('pods').map((one) => podStatus(parsePod(one)).ready)
    expect(ready).toEqual(names.map(() => '1/1'))
  })

  test('takes its time to end', () => {
    const { world, told } = life(pod())
    world.clock.advance(10_000)
    world.store.delete('pods', 'default', 'web')
    expect(told.at(-1)).toBe('Terminating 1/1')
    world.clock.advance(1_999)
    expect(told.at(-1)).toBe('Terminating 1/1')
    world.clock.advance(1)
    expect(told.at(-1)).toBe('gone')
  })

  test('tells in Events what its scheduler and its kubelet did', () => {
    const { world } = life(pod())
    world.clock.advance(10_000)
    const told = world.store
      .list('events', 'default')
      .map((event) => [textAt(event, 'source', 'component'), textAt(event, 'reason')].join(' '))
    expect(told.toSorted()).toEqual([
      'default-scheduler Scheduled',
      'kubelet Created',
      'kubelet Pulled',
      'kubelet Started',
    ])
  })

  test.each([
    ['podinfo:6.9.5-missing', {}],
    ['podinfo:6.9.4', { 'cockpit.test/image-pull-error': 'true' }],
  ])('whose image is not there (%s, %o) backs off', (image, annotations) => {
    const { world, told } = life(pod(image, annotations))
    world.clock.advance(60_000)
    expect(told).toEqual(['Pending 0/1', 'ErrImagePull 0/1', 'ImagePullBackOff 0/1'])
  })

  test('that crashes is started again, later each time', () => {
    const { world, told, found } = life(pod('podinfo:6.9.6-crash'))
    const restarts = () => parsePod(found()).status.containerStatuses[0]?.restartCount
    world.clock.advance(2_000)
    expect(told.at(-1)).toBe('CrashLoopBackOff 0/1')
    expect(restarts()).toBe(1)
    world.clock.advance(11_000)
    expect(restarts()).toBe(2)
    world.clock.advance(11_000)
    expect(restarts()).toBe(2)
    world.clock.advance(11_000)
    expect(restarts()).toBe(3)
    expect(told.some((says) => says.includes('1/1'))).toBe(false)
  })

  test('that is never ready is so once the annotation is gone', () => {
    const { world, told, found } = life(pod('podinfo:6.9.4', { 'cockpit.test/never-ready': 'true' }))
    world.clock.advance(60_000)
    expect(told.at(-1)).toBe('Running 0/1')
    const raw = found()
    if (raw) world.store.update('pods', { ...raw, metadata: { ...raw.metadata, annotations: {} } })
    world.clock.advance(5_000)
    expect(told.at(-1)).toBe('Running 1/1')
  })

  test('obeys the times in its annotations', () => {
    const { world, told } = life(
      pod('podinfo:6.9.4', { 'cockpit.test/ready-after': '1500ms', 'cockpit.test/terminate-after': '1m' }),
    )
    world.clock.advance(2_000)
    expect(told.at(-1)).toBe('Running 1/1')
    world.store.delete('pods', 'default', 'web')
    world.clock.advance(59_999)
    expect(told.at(-1)).toBe('Terminating 1/1')
    world.clock.advance(1)
    expect(told.at(-1)).toBe('gone')
  })

  test('does one thing after the other on its node', () => {
    const { world } = life(pod(), { ...TIMES, apart: 100 })
    for (const name of ['a', 'b', 'c']) world.apply([{ ...pod(), metadata: { name, namespace: 'default' } }])
    const ready: number[] = []
    world.store.subscribe(({ resource, object }) => {
      if (
        resource === 'pods' &&
        parsePod(object).status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
      ) {
        ready.push(world.clock.now())
      }
    })
    world.clock.advance(20_000)
    expect(ready).toHaveLength(4)
    expect(ready.slice(1).every((at, index) => at - (ready[index] ?? 0) >= 100)).toBe(true)
  })

  test('writes what podinfo writes, and tells what it wrote before it crashed', () => {
    const { world, found } = life(pod('podinfo:6.9.6-crash'))
    world.clock.advance(700)
    const raw = found()
    expect(raw && world.logs.lines(raw, 'web', false).map(({ text }) => JSON.parse(text).msg)).toEqual([
      'Starting podinfo',
      'Starting GRPC Server.',
      'Starting HTTP Server.',
    ])
    world.clock.advance(12_000)
    const later = found()
    expect(later && world.logs.lines(later, 'web', true).at(-1)?.text).toContain('HTTP server crashed')
    expect(later && world.logs.lines(later, 'other', false)).toEqual([])
  })
})
