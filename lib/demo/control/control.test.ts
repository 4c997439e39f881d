import { afterEach, describe, expect, test } from 'vitest'
import { createFaults } from '../api/faults.ts'
import { createSteppedClock, type SteppedClock } from '../clock.ts'
import { scenarios as course } from '../scenarios/course.ts'
import { pictureOf } from '../testing/drawing.ts'
import { createWorld } from '../world.ts'
import { parseCommand } from './command.ts'
import { createControl } from './control.ts'

const START = Date.parse('2026-11-23T10:00:00.500Z')
const worlds: { stop(): void }[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.stop()
})

function started() {
  const clocks: SteppedClock[] = []
  const world = createWorld({
    clock: (age) => {
      const clock = createSteppedClock(START, age)
      clocks.push(clock)
      return clock
    },
    podTimes: { start: 500, ready: 2_000, terminate: 1_000, apart: 20 },
  })
  worlds.push(world)
  const faults = createFaults()
  const control = createControl({ world, faults, course, gallery: [] })
  const perform = (command: object) => control.perform(parseCommand(command))
  perform({ do: 'reset', scenario: 'all' })
  const row = (namespace: string) => pictureOf(world.store, namespace, 'frontend')?.row
  const pass = (ms: number) => {
    for (const clock of clocks) clock.advance(ms)
  }
  return { world, faults, control, perform, row, pass }
}

describe('the control of the demo', () => {
  test('begins with the course, and a canary that waits for a person', () => {
    const { control, row } = started()
    expect(control.state().scenarios.map(({ name, told }) => `${name}: ${told}`)).toEqual([
      'canary: webapp-canary',
      'blue-green: webapp-blue-green',
      'rolling-update: webapp',
      'a-b: webapp-a-b',
    ])
    expect(row('webapp-canary')).toMatchObject({ phase: 'Paused', pause: { waitsFor: 'person' } })
    expect(control.state().shippable[0]).toMatchObject({
      namespace: 'webapp-canary',
      version: '6.9.4',
      next: '6.9.5',
      bad: '6.9.5-missing',
      pauseLeftMs: null,
    })
  })

  test('ships the next version and a bad one, in one namespace', () => {
    const { perform, row, pass, control } = started()
    perform({ do: 'ship', namespace: 'webapp-canary', what: 'next' })
    pass(10_000)
    expect(row('webapp-canary')).toMatchObject({ phase: 'Paused', step: '1/5', revision: 3 })
    perform({ do: 'ship', namespace: 'webapp-canary', what: 'bad' })
    pass(10_000)
    expect(row('webapp-canary')).toMatchObject({ phase: 'Progressing', trouble: ['ImagePullBackOff'] })
    perform({ do: 'ship', namespace: 'webapp-canary', what: 'bad', flaw: 'crash' })
    pass(10_000)
    expect(row('webapp-canary')?.trouble).toEqual(['CrashLoopBackOff'])
    expect(row('webapp-blue-green')).toMatchObject({ phase: 'Paused', revision: 2 })
    expect(control.state().shippable.map(({ version }) => version)).toEqual([
      '6.9.7-crash',
      ...['6.9.4', '6.9.3', '6.9.4'],
    ])
  })

  test('lets the time of a pause pass, and refuses where none is waited for', () => {
    const { world, perform, row, pass, control } = started()
    expect(() => perform({ do: 'skip', namespace: 'webapp-canary' })).toThrow(
      'frontend in webapp-canary is in no pause that ends by itself.',
    )
    const rollout = world.store.get('rollouts', 'webapp-canary', 'frontend')
    const status = { ...Object(rollout?.status), pauseConditions: [] }
    if (rollout)
      world.store.update('rollouts', { ...rollout, status: { ...status, currentStepIndex: 2 } }, 'status')
    pass(20_000)
    expect(row('webapp-canary')).toMatchObject({ phase: 'Paused', pause: { waitsFor: 'clock' } })
    const left = control.state().shippable[0]?.pauseLeftMs ?? 0
    expect(left).toBeGreaterThan(500_000)
    perform({ do: 'skip', namespace: 'webapp-canary' })
    pass(20_000)
    expect(row('webapp-canary')).toMatchObject({ phase: 'Healthy' })
  })

  test('tells a scenario once more, in as many namespaces as are wanted', () => {
    const { perform, row, control } = started()
    perform({ do: 'tell', scenario: 'blue-green', namespace: 'story-1' })
    perform({ do: 'tell', scenario: 'canary', namespace: 'story-2' })
    perform({ do: 'jump', ms: 3_600_000, namespace: 'story-1' })
    expect(row('story-1')).toMatchObject({ phase: 'Paused', message: 'BlueGreenPause' })
    expect(control.state().scenarios.map(({ told }) => told.length)).toEqual([2, 2, 1, 1])
    perform({ do: 'tell', scenario: 'canary', namespace: 'story-1' })
    expect(row('story-1')).toMatchObject({ step: '1/5' })
    perform({ do: 'clear', namespace: 'story-1' })
    expect(row('story-1')).toBeUndefined()
    perform({ do: 'clear' })
    expect(control.state().shippable).toEqual([])
    perform({ do: 'reset', scenario: 'all' })
    expect(row('webapp-canary')).toMatchObject({ step: '1/5' })
  })

  test('starts a scenario anew where a person has moved it', () => {
    const { world, perform, row, pass } = started()
    const uid = row('webapp-canary')?.uid
    perform({ do: 'ship', namespace: 'webapp-canary', what: 'bad' })
    pass(10_000)
    perform({ do: 'reset', scenario: 'canary' })
    expect(row('webapp-canary')).toMatchObject({ phase: 'Paused', step: '1/5', revision: 2 })
    expect(row('webapp-canary')?.uid).not.toBe(uid)
    expect(world.store.list('pods', 'webapp-canary')).toHaveLength(4)
  })

  test('makes time run faster, for all that comes later too', () => {
    const { perform, world, control } = started()
    perform({ do: 'speed', factor: 60 })
    perform({ do: 'tell', scenario: 'canary', namespace: 'story' })
    expect(control.state().speed).toBe(60)
    expect(world.clocks().map((clock) => clock.speed())).toEqual([60, 60, 60, 60, 60, 60])
    perform({ do: 'speed', factor: 1, namespace: 'story' })
    expect(world.clockOf('story').speed()).toBe(1)
    expect(control.state().speed).toBe(60)
  })

  test.each([
    [{ do: 'tell', scenario: 'nonsense' }, /^There is no scenario "nonsense"; there are canary, blue-green/],
    [{ do: 'tell', scenario: 'canary', namespace: 'kube-system' }, /was made by somebody else/],
    [{ do: 'clear', namespace: 'default' }, /^No scenario is told in the namespace default; told are/],
    [{ do: 'ship', namespace: 'nowhere', what: 'next' }, /^No scenario is told in the namespace nowhere/],
    [{ do: 'jump', ms: 1, namespace: 'nowhere' }, /^No scenario is told in the namespace nowhere/],
    [{ do: 'fault', kind: 'forbid', resource: 'unicorns' }, 'The demo has no resource "unicorns".'],
    [{ do: 'fault', kind: 'outage', namespace: 'shop' }, /^Only "forbid" names/],
  ])('refuses %j in a sentence, and nothing has changed', (command, sentence) => {
    const { control, perform, world } = started()
    const before = [JSON.stringify(control.state()), world.store.version()]
    expect(() => perform(command)).toThrow(sentence)
    expect([JSON.stringify(control.state()), world.store.version()]).toEqual(before)
  })

  test('refuses to ship what a person has deleted', () => {
    const { perform, world, control } = started()
    world.store.delete('rollouts', 'webapp-canary', 'frontend')
    expect(() => perform({ do: 'ship', namespace: 'webapp-canary', what: 'next' })).toThrow('reset it')
    expect(control.state().shippable.map(({ namespace }) => namespace)).not.toContain('webapp-canary')
  })

  test('holds no more namespaces than a laptop can', () => {
    const { perform } = started()
    const tell = (nth: number) => perform({ do: 'tell', scenario: 'a-b', namespace: `story-${nth}` })
    for (let nth = 0; nth < 60; nth += 1) tell(nth)
    expect(() => tell(60)).toThrow('No more than 64 namespaces are told at once; clear some first.')
    tell(0)
  })
})
