import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { serverNow, setServerTime } from './clock.ts'

const start = Date.parse('2026-11-23T13:00:00Z')
const at = (ms: number) => new Date(ms).toISOString()

beforeEach(() => vi.useFakeTimers({ now: start }))
afterEach(() => vi.useRealTimers())

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
