// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  // As after a reload of the page: only what the browser keeps is there.
  vi.resetModules()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  localStorage.clear()
})

async function page() {
  const { togglePin, usePins } = await import('./pins.ts')
  return {
    toggle: (cluster: string, name: string) => act(() => togglePin(cluster, `rollouts/shop/${name}`)),
    look: (cluster: string) => {
      const { result } = renderHook(() => usePins(cluster))
      return () => [...result.current]
    },
  }
}

test('pins are kept for the next visit, and given back by a second click', async () => {
  const before = await page()
  before.toggle('one', 'web')
  before.toggle('one', 'api')
  vi.resetModules()
  const after = await page()
  const pins = after.look('one')
  expect(pins()).toEqual(['rollouts/shop/web', 'rollouts/shop/api'])
  after.toggle('one', 'web')
  expect(pins()).toEqual(['rollouts/shop/api'])
})

test('a cluster has its own, whatever it is called', async () => {
  const { toggle, look } = await page()
  toggle('one', 'web')
  toggle('one/shop', 'api')
  expect(look('one')()).toEqual(['rollouts/shop/web'])
  expect(look('one/shop')()).toEqual(['rollouts/shop/api'])
  expect(look('two')()).toEqual([])
})

test('another tab’s pins arrive by themselves', async () => {
  const { toggle, look } = await page()
  toggle('one', 'web')
  const pins = look('one')
  const [place = ''] = Object.keys(localStorage)
  act(() => {
    localStorage.setItem(place, 'rollouts/shop/api')
    window.dispatchEvent(new StorageEvent('storage', { key: place }))
  })
  expect(pins()).toEqual(['rollouts/shop/api'])
})

test('what was pinned before there were kinds is a Rollout', async () => {
  const { toggle, look } = await page()
  toggle('one', 'web')
  const [place = ''] = Object.keys(localStorage)
  localStorage.setItem(place, 'shop/web\nshop/api')
  expect(look('one')()).toEqual(['rollouts/shop/web', 'rollouts/shop/api'])
})

const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

test.each([
  ['to keep anything', () => vi.spyOn(window, 'localStorage', 'get').mockImplementation(refuse)],
  ['to keep more', () => vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)],
])('where the browser refuses %s, pins live as long as the page', async (_, begin) => {
  begin()
  const { toggle, look } = await page()
  const pins = look('one')
  expect(pins()).toEqual([])
  toggle('one', 'web')
  expect(pins()).toEqual(['rollouts/shop/web'])
  toggle('one', 'web')
  expect(pins()).toEqual([])
})
