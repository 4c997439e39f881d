import { describe, expect, test } from 'vitest'
import { canaryRollout } from '../scenarios/course.ts'
import { blue, place } from '../scenarios/podinfo.ts'
import { steppedWorld } from '../testing/play.ts'
import { badVersion, nextVersion, shippedTag, withVersion } from './ship.ts'

describe('versions', () => {
  test.each([
    ['6.9.3', '6.9.4', '#4cae4f'],
    ['6.9.4', '6.9.5', '#d28b26'],
    ['6.9.6', '6.9.7', '#34577c'],
    ['6.9.5-missing', '6.9.6', '#7a4fa3'],
    ['v1.2.9', '1.2.10', '#7a4fa3'],
    ['latest', '6.9.5', '#d28b26'],
    ['', '6.9.5', '#d28b26'],
  ])('after %s comes %s', (tag, next, colour) => {
    expect(nextVersion(tag)).toEqual({ tag: next, colour })
  })

  test('a bad one says by its tag what its pods shall do', () => {
    expect(badVersion('6.9.4', 'crash').tag).toBe('6.9.5-crash')
    expect(badVersion('6.9.5-crash', 'stuck').tag).toBe('6.9.6-stuck')
  })
})

test('a version changes image and colour, and nothing else', () => {
  const world = steppedWorld()
  world.apply([...place('webapp-canary'), canaryRollout(blue)])
  const before = world.store.get('rollouts', 'webapp-canary', 'frontend')
  if (before === undefined) throw new Error('There is no rollout')
  const after = withVersion(before, nextVersion(shippedTag(before)))
  const words = (value: object) =>
    JSON.stringify(value).replaceAll('6.9.3', '6.9.4').replaceAll('#34577c', '#4cae4f')
  expect(JSON.stringify(after)).toBe(words(before))
  world.stop()
})
