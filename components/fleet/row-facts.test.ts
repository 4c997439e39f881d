import { describe, expect, test } from 'vitest'
import { blueGreenRow } from '@/lib/rollouts/fixtures/views.ts'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { shareOf, stairsOf, stepWords } from './row-facts.ts'

describe('shareOf', () => {
  test('is what the new version gets while one is under way', () => {
    expect(shareOf(waitingRow({ name: 'a', setWeight: 50, actualWeight: 50, share: 0.25 }))).toBe(0.25)
  })

  test('0 is a share, and unknown is not 0', () => {
    expect(shareOf(waitingRow({ name: 'a', share: 0 }))).toBe(0)
    expect(shareOf(waitingRow({ name: 'a', share: null }))).toBeNull()
  })

  test('of a blue-green preview is none of the users, until they are switched', () => {
    expect(shareOf(blueGreenRow())).toBe(0)
    expect(shareOf(blueGreenRow({ nextImages: [] }))).toBeUndefined()
  })

  test('there is none when nothing new is under way, or nothing was ever made', () => {
    expect(shareOf(row({ name: 'a' }))).toBeUndefined()
    expect(shareOf(waitingRow({ name: 'a', revision: 0, share: null }))).toBeUndefined()
    expect(shareOf(waitingRow({ name: 'a', strategy: '', share: null }))).toBeUndefined()
  })
})

test('stairsOf tells weights in percent of the maximum that the Rollout has', () => {
  const routed = waitingRow({ name: 'a', maxWeight: 1000, stepWeights: [5, 500, 1000] })
  expect(stairsOf(routed)).toEqual([0.5, 50, 100])
  expect(stairsOf({ ...routed, maxWeight: 0, stepWeights: [0] })).toEqual([0])
})

test('stepWords counts the step that the Rollout is at from one, as the sentence does', () => {
  const five = { stepWeights: [25, 25, 50, 50, 100] }
  expect(stepWords(waitingRow({ name: 'a', ...five, stepIndex: 0 }))).toBe('1 of 5')
  expect(stepWords(waitingRow({ name: 'a', ...five, stepIndex: 4 }))).toBe('5 of 5')
  expect(stepWords(waitingRow({ name: 'a', ...five, stepIndex: 5 }))).toBe('5 of 5')
  expect(stepWords(waitingRow({ name: 'a', ...five, stepIndex: 0, aborted: true }))).toBe('')
  expect(stepWords(blueGreenRow())).toBe('')
})
