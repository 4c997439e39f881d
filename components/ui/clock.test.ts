// @vitest-environment jsdom

import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { holdClocks, serverNow, setServerTime, useNow } from './clock.ts'

const start = Date.parse('2026-11-23T13:00:00Z')
const at = (ms: number) => new Date(ms).toISOString()

beforeEach(() => vi.useFakeTimers({ now: start }))
afterEach(() => {
  cleanup()
  holdClocks(null)
  vi.useRealTimers()
})

test('the clock follows the server, trusts the fastest word most, and follows a jump', () => {
  setServerTime(at(start + 60_000))
  expect(serverNow()).toBe(start + 60_000)
  setServerTime(at(start + 59_200))
  expect(serverNow()).toBe(start + 60_000)
  setServerTime(at(start + 60_300))
  expect(serverNow()).toBe(start + 60_300)
  setServerTime(at(start + 10_000))
  expect(serverNow()).toBe(start + 10_000)
  setServerTime('not an instant')
  expect(serverNow()).toBe(start + 10_000)
})

test('held clocks stand on screen, and go on from the true instant', () => {
  setServerTime(at(Date.now()))
  const { result } = renderHook(useNow)
  const heard = result.current
  act(() => holdClocks(heard + 999))
  act(() => void vi.advanceTimersByTime(30_000))
  expect(result.current).toBe(heard)
  act(() => holdClocks(null))
  expect(result.current).toBe(heard + 30_000)
})
