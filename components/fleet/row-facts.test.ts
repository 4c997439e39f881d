import { describe, expect, test } from 'vitest'
import { blueGreenRow } from '@/lib/rollouts/fixtures/views.ts'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { shareOf, stairsOf } from './row-facts.ts'

describe('shareOf', () => {
  test('is what the new version gets while one is under way', () => {
    expect(shareOf(waitingRow({ name: 'a', setWeight: 50, actualWeight: 25 }))).toBe(25)
  })

  test('0 is a share, and unknown is not 0', () => {
    expect(shareOf(waitingRow({ name: 'a', actualWeight: 0 }))).toBe(0)
    expect(shareOf(waitingRow({ name: 'a', actualWeight: null }))).toBeNull()
  })

  test('is of the maximum that the Rollout has', () => {
    const routed = waitingRow({ name: 'a', actualWeight: 5, maxWeight: 1000, stepWeights: [5, 500, 1000] })
    expect(shareOf(routed)).toBe(0.5)
    expect(stairsOf(routed)).toEqual([0.5, 50, 100])
  })

  test('is unknown where no pod is ready: nobody is served', () => {
    const { counts } = waitingRow({ name: 'a' })
    expect(shareOf(waitingRow({ name: 'a', actualWeight: 0, counts: { ...counts, ready: 0 } }))).toBeNull()
  })

  test('of a blue-green preview is none of the users, until they are switched', () => {
    expect(shareOf(blueGreenRow())).toBe(0)
    expect(shareOf(blueGreenRow({ nextImages: [] }))).toBeUndefined()
  })

  test('there is none when nothing new is under way', () => {
    expect(shareOf(row({ name: 'a' }))).toBeUndefined()
  })
})
