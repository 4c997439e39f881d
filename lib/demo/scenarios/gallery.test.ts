import { afterAll, describe, expect, test } from 'vitest'
import { createSteppedClock } from '../clock.ts'
import { scenarioNames } from '../main.ts'
import { pictureOf } from '../testing/drawing.ts'
import { createWorld } from '../world.ts'
import { act } from './act.ts'
import { scenarios as course } from './course.ts'
import { gallery } from './gallery.ts'

const world = createWorld({
  clock: (age) => createSteppedClock(Date.parse('2026-11-23T10:00:00.500Z'), age),
  podTimes: { start: 700, ready: 2_500, terminate: 1_500, apart: 200 },
})
afterAll(() => world.stop())

/** What a person finds in each situation. */
const wanted: Readonly<Record<string, object>> = {
  healthy: { phase: 'Healthy', pause: null },
  'timed-pause': { phase: 'Paused', step: '3/5', pause: { waitsFor: 'clock' } },
  aborted: { phase: 'Degraded', aborted: true },
  'paused-by-spec': { phase: 'Paused', pause: { waitsFor: 'person', reason: 'manually paused' } },
  'scaled-to-zero': { phase: 'Healthy', counts: { desired: 0, current: 0 } },
  'promoted-by-clock': { phase: 'Paused', strategy: 'BlueGreen', pause: { waitsFor: 'clock' } },
  'workload-ref': { phase: 'Paused', step: '1/5', counts: { desired: 4, ready: 4 } },
  routed: { phase: 'Paused', step: '2/7', counts: { desired: 4, updated: 2, ready: 6 } },
  'scale-down-delay': { phase: 'Healthy', counts: { desired: 4, updated: 4, ready: 8 } },
  'ping-pong': { phase: 'Paused', step: '3/8' },
  'image-pull-error': { phase: 'Progressing', trouble: ['ImagePullBackOff'] },
  'crash-loop': { phase: 'Progressing', trouble: ['CrashLoopBackOff'] },
  'never-ready': { phase: 'Progressing', counts: { updated: 1, ready: 3 } },
  'past-deadline': {
    phase: 'Degraded',
    message: expect.stringMatching(/ProgressDeadlineExceeded|timed out/),
  },
  quota: { trouble: [expect.stringContaining('exceeded quota')] },
  'invalid-spec': { phase: 'Degraded', message: expect.stringContaining('InvalidSpec') },
  'nested-template': { phase: 'Degraded', message: expect.stringContaining('InvalidSpec') },
  'plugin-step': { phase: 'Progressing', step: '1/6' },
  'invalid-step': { phase: 'Degraded', message: expect.stringContaining('steps[1]: Invalid value') },
  'service-missing': { phase: 'Degraded', message: expect.stringContaining('not found') },
  analysis: { phase: 'Progressing', step: '1/5' },
  'analysis-failed': { phase: 'Degraded', aborted: true },
  'analysis-inconclusive': { phase: 'Paused', pause: { waitsFor: 'person' } },
  experiment: { phase: 'Progressing', step: '1/4' },
  'many-pods': { phase: 'Paused', counts: { desired: 60, ready: 60 } },
  'many-rollouts': { phase: 'Healthy' },
  'long-names': { phase: 'Paused', step: '1/5' },
  'weight-verified': { phase: 'Paused', step: '1/5' },
  'weight-not-verified': { phase: 'Progressing', step: '0/5' },
  'weight-unrecorded': { phase: 'Paused', step: '1/5' },
  'unknown-phase': { phase: 'Unknown' },
}

describe('the gallery', () => {
  test('has every name once, none of them the course has, and a sentence for each', () => {
    const all = [...course, ...gallery]
    expect(new Set(scenarioNames).size).toBe(all.length + 1)
    expect(new Set(all.map(({ namespace }) => namespace)).size).toBe(all.length)
    for (const { about, namespace } of all) {
      expect(about).toMatch(/^[A-Z0-9].*\.$/)
      expect(namespace.length).toBeLessThanOrEqual(63)
    }
    expect(gallery.map(({ name }) => name)).toEqual(Object.keys(wanted))
  })

  test.each([
    [
      'routed',
      { routers: ['nginx'], wanted: 25, recorded: 25, verified: null, counted: { next: 2, stable: 4 } },
    ],
    ['ping-pong', { routers: ['istio'], wanted: 0, recorded: 0, counted: { next: 2, stable: 4 } }],
    ['weight-verified', { routers: ['alb'], recorded: 25, verified: true }],
    ['weight-not-verified', { routers: ['alb'], wanted: 25, recorded: 25, verified: false }],
    ['weight-unrecorded', { routers: ['alb'], wanted: 25, recorded: null, verified: null }],
  ])('the traffic of %s is split as a router says', (name, traffic) => {
    const scenario = gallery.find((one) => one.name === name)
    if (scenario) world.tellApart(scenario)
    expect(pictureOf(world.store, name, 'frontend')?.traffic).toMatchObject(traffic)
  })

  test('what belongs to another controller stands still, whatever is done to it', () => {
    const scenario = gallery.find(({ name }) => name === 'weight-verified')
    if (scenario) world.tellApart(scenario)
    const picture = () => pictureOf(world.store, 'weight-verified', 'frontend')
    const before = picture()
    act(world.store, 'promote-full', 'weight-verified', 'frontend')
    world.clockOf('weight-verified').advance(60_000)
    expect(picture()?.replicaSets).toEqual(before?.replicaSets)
    expect(picture()?.traffic).toEqual(before?.traffic)
  })

  test.each(gallery)('$name is as it says', ({ name, ...scenario }) => {
    world.tellApart({ name, ...scenario })
    const { opens, namespace } = scenario
    expect(pictureOf(world.store, namespace, opens.name)?.row).toMatchObject(wanted[name] ?? {})
  })
})
