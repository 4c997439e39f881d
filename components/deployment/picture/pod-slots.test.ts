import { expect, it } from 'vitest'
import { complete, failing, pausedMidway, rolling } from '@/lib/deployments/fixtures/situations.ts'
import { podSlots } from './pod-slots.ts'

const slots = (detail: Parameters<typeof podSlots>[0]) =>
  podSlots(detail).map(({ version, state }) => `${version ?? ''} ${state}`.trim())

it('draws old pods before new ones, and what may still come', () => {
  expect(slots(complete)).toEqual(['stable available', 'stable available', 'stable available', 'free'])
  expect(slots(rolling)).toEqual([
    'stable available',
    'stable available',
    'stable available',
    'next starting',
  ])
  expect(slots(failing).at(-1)).toBe('next failing')
  expect(slots(pausedMidway)).toEqual([
    'stable available',
    'stable available',
    'next available',
    'next available',
  ])
})

it('draws nothing of what is scaled to nothing', () => {
  const none = { replicaSets: [], window: { ...complete.window, desired: 0, surge: 0 } }
  expect(slots(none)).toEqual([])
})
