import { describe, expect, test } from 'vitest'
import type { Health } from '@/lib/stream/protocol.ts'
import { lockReason, toConnection } from './connection.ts'

const since = '2026-11-23T13:00:00Z'
const health = (of: Partial<Health> = {}): Health => ({
  cluster: 'one',
  state: 'live',
  lastContact: '2026-11-23T12:59:00Z',
  problem: null,
  namespaces: null,
  degraded: [],
  readOnly: false,
  ...of,
})

describe('toConnection', () => {
  test('is live only when both parts of the road are', () => {
    expect(toConnection({ state: 'live', since }, health())).toEqual({ state: 'live', since })
  })

  test('a server that lost the cluster is stale since the cluster was last heard', () => {
    expect(toConnection({ state: 'live', since }, health({ state: 'stale' }))).toEqual({
      state: 'stale',
      since: '2026-11-23T12:59:00Z',
    })
  })

  test('a server that has not heard the cluster yet is connecting, not live', () => {
    expect(toConnection({ state: 'live', since }, health({ state: 'connecting' })).state).toBe('connecting')
  })

  test('a server that has not said how it stands with the cluster is connecting, not live', () => {
    expect(toConnection({ state: 'live', since }, undefined).state).toBe('connecting')
  })

  test('a lost server is told before a lost cluster', () => {
    const road = { state: 'reconnecting', since } as const
    expect(toConnection(road, health({ state: 'stale' }))).toBe(road)
  })
})

describe('lockReason', () => {
  test('only a fresh picture of a live cluster is not locked', () => {
    expect(lockReason({ state: 'live', since }, health())).toBeNull()
  })

  test.each(['connecting', 'reconnecting', 'stale', 'unauthenticated'] as const)('%s is locked', (state) => {
    expect(lockReason({ state, since }, health())).toMatch(/^[A-Z].*\.$/)
  })

  test('a cluster that was not heard is locked although the server is there', () => {
    expect(lockReason({ state: 'live', since }, undefined)).not.toBeNull()
    expect(lockReason({ state: 'live', since }, health({ state: 'connecting' }))).not.toBeNull()
  })

  test('read-only is the reason that is told, for it does not pass', () => {
    expect(lockReason({ state: 'stale', since }, health({ readOnly: true }))).toContain('read-only')
  })
})
