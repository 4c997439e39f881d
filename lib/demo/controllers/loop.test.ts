import { expect, test } from 'vitest'
import { createRealClock, createSteppedClock } from '../clock.ts'
import { createStore } from '../objects/store.ts'
import { type Controller, runControllers } from './loop.ts'
import { keyOf } from './owners.ts'

/** Fails on the ConfigMap `bad`, and notes all that it looks at. */
function stumbler(): { readonly controller: Controller; readonly seen: readonly string[] } {
  const seen: string[] = []
  const controller: Controller = {
    name: 'stumbler',
    latency: 10,
    keysOf: ({ resource, object }) => (resource === 'configmaps' ? [keyOf(object)] : []),
    reconcile: (key) => {
      seen.push(key)
      if (key.endsWith('/bad')) throw new Error('stumbled')
      return { writes: [], again: null }
    },
  }
  return { controller, seen }
}

test('what a controller fails on is told, and keeps it from nothing else', () => {
  const clock = createSteppedClock(Date.parse('2026-11-23T10:00:00Z'))
  const store = createStore({ now: clock.now })
  const faults: unknown[] = []
  const { controller, seen } = stumbler()
  const stop = runControllers({ store, clock, onFault: (error) => faults.push(error) }, [controller])
  for (const name of ['bad', 'good']) store.create('configmaps', { metadata: { name, namespace: 'default' } })
  clock.advance(100)
  expect(seen).toEqual(['default/bad', 'default/good'])
  expect(faults).toEqual([new Error('stumbled')])
  const found = store.get('configmaps', 'default', 'bad')
  if (found) store.update('configmaps', { ...found, data: { x: 'y' } })
  clock.advance(100)
  expect(seen.at(-1)).toBe('default/bad')
  expect(faults).toHaveLength(2)
  stop()
})

test('a real clock tells what its work fails on, and goes on with what is due', async () => {
  const faults: unknown[] = []
  const clock = createRealClock(
    () => undefined,
    (error) => faults.push(error),
  )
  clock.after(0, () => {
    throw new Error('stumbled')
  })
  // Its timers keep no process alive.
  const alive = setInterval(() => undefined, 1_000)
  await new Promise<void>((resolve) => {
    clock.after(1, resolve)
  })
  clearInterval(alive)
  expect(faults).toEqual([new Error('stumbled')])
})
