import { describe, expect, it } from 'vitest'
import { parseRollout } from '../wire/parse.ts'
import type { Raw } from './fixtures/raw.ts'
import { rolesOf, versionOf } from './roles.ts'

const rollout = (strategy: Raw, status: Raw) =>
  parseRollout({ metadata: { name: 'n' }, spec: { strategy }, status })

const canary = (status: Raw, spec: Raw = {}) =>
  rollout({ canary: spec }, { stableRS: 'a', currentPodHash: 'b', ...status })

const blueGreen = (activeSelector: string, previewSelector: string, status: Raw = {}) =>
  rollout(
    { blueGreen: { activeService: 'x' } },
    { stableRS: 'a', currentPodHash: 'b', blueGreen: { activeSelector, previewSelector }, ...status },
  )

const pingPong = { pingPong: { pingService: 'ping', pongService: 'pong' } }

describe("the CLI's tags", () => {
  it.each([
    ['stable', canary({}), 'a', ['stable']],
    ['canary', canary({}), 'b', ['canary']],
    ['neither', canary({}), 'c', []],
    ['stable alone once promoted', canary({ currentPodHash: 'a' }), 'a', ['stable']],
    ['stable on pong', canary({ canary: { stablePingPong: 'pong' } }, pingPong), 'a', ['stable', 'pong']],
    ['canary on ping', canary({ canary: { stablePingPong: 'pong' } }, pingPong), 'b', ['canary', 'ping']],
    ['stable on ping', canary({ canary: { stablePingPong: 'ping' } }, pingPong), 'a', ['stable', 'ping']],
    ['canary on pong', canary({ canary: { stablePingPong: 'ping' } }, pingPong), 'b', ['canary', 'pong']],
    ['pong where nothing is recorded', canary({}, pingPong), 'a', ['stable', 'pong']],
    ['no ping nor pong without a role', canary({}, pingPong), 'c', []],
    ['stable and active', blueGreen('a', 'b'), 'a', ['stable', 'active']],
    ['preview', blueGreen('a', 'b'), 'b', ['preview']],
    ['active alone where it is the preview too', blueGreen('b', 'b'), 'b', ['active']],
    ['nothing without a strategy', rollout({}, { stableRS: 'a' }), 'a', []],
    ['stable for no hash while there is no stable one', canary({ stableRS: '' }), '', ['stable']],
  ])('are %s', (_, of, hash, roles) => {
    expect(rolesOf(of, hash)).toEqual(roles)
  })
})

describe('the hue', () => {
  it.each([
    ['the stable one', canary({}), 'a', 'stable'],
    ['the one coming', canary({}), 'b', 'next'],
    ['an abandoned one', canary({}), 'c', 'old'],
    ['the promoted one', canary({ currentPodHash: 'a' }), 'a', 'stable'],
    ['the first one before it is stable', canary({ stableRS: '' }), 'b', 'next'],
    ['one without a hash while there is no stable one', canary({ stableRS: '' }), '', 'old'],
    ['the active one', blueGreen('a', 'b'), 'a', 'stable'],
    ['the one in preview', blueGreen('a', 'b'), 'b', 'next'],
    ['the one switched to, still to be verified', blueGreen('b', 'b'), 'b', 'stable'],
    ['the one switched away from', blueGreen('b', 'b'), 'a', 'old'],
    ['the stable one before the active Service has a hash', blueGreen('', 'b'), 'a', 'stable'],
  ])('of %s is right', (_, of, hash, version) => {
    expect(versionOf(of, hash)).toBe(version)
  })
})
