import { expect, test } from 'vitest'
import { createFaults, faultKinds } from '@/lib/demo/api/faults.ts'
import { parseCommand } from '@/lib/demo/control/command.ts'
import { createControl } from '@/lib/demo/control/control.ts'
import { scenarios as course } from '@/lib/demo/scenarios/course.ts'
import { steppedWorld } from '@/lib/demo/testing/play.ts'
import type { DemoCommand, DemoState } from './demo-state.ts'
import { faults } from './more-controls.tsx'

test('what the demo tells is what the strip reads', () => {
  const world = steppedWorld()
  const control = createControl({ world, faults: createFaults(), course, gallery: [] })
  control.perform(parseCommand({ do: 'reset', scenario: 'all' }))
  // Types agree, or this does not compile.
  const told: DemoState = control.state()
  expect(told.scenarios.map(({ name }) => name)).toEqual(['canary', 'blue-green', 'rolling-update', 'a-b'])
  expect(told.shippable).toHaveLength(4)
  world.stop()
})

test.each<DemoCommand>([
  { do: 'jump', ms: 60_000 },
  { do: 'skip', namespace: 'webapp-canary' },
  { do: 'speed', factor: 60 },
  { do: 'ship', namespace: 'webapp-canary', what: 'next' },
  { do: 'tell', scenario: 'quota' },
  { do: 'tell', scenario: 'canary', namespace: 'webapp-canary' },
  { do: 'reset', scenario: 'all' },
  { do: 'traffic', on: true },
  { do: 'fault', kind: 'forbid', namespace: 'webapp-canary' },
])('the demo understands %j', (command) => {
  expect(parseCommand(command)).toMatchObject(command)
})

test('the strip offers faults that the demo has', () => {
  const known: readonly string[] = faultKinds
  expect(faults.filter(([kind]) => !known.includes(kind))).toEqual([])
})
