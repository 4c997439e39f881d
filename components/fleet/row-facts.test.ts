import { describe, expect, test } from 'vitest'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { imagesOf, shareOf } from './row-facts.ts'

describe('shareOf', () => {
  test('is what the new version gets while one is under way', () => {
    expect(shareOf(waitingRow({ name: 'a', setWeight: 50, actualWeight: 25 }))).toBe(25)
  })

  test('0 is a share, and unknown is not 0', () => {
    expect(shareOf(waitingRow({ name: 'a', actualWeight: 0 }))).toBe(0)
    expect(shareOf(waitingRow({ name: 'a', actualWeight: null }))).toBeNull()
  })

  test('there is none when nothing new is under way', () => {
    expect(shareOf(row({ name: 'a' }))).toBeUndefined()
  })
})

describe('imagesOf', () => {
  test('tells from which version to which', () => {
    expect(imagesOf(waitingRow({ name: 'a' }))).toMatchObject({
      name: 'podinfo',
      from: '6.9.3',
      to: '6.9.4',
      more: 0,
    })
  })

  test('of several containers tells the first that changes, and how many more do', () => {
    const images = imagesOf(
      waitingRow({
        name: 'a',
        stableImages: ['proxy:1', 'app:1', 'log:1'],
        nextImages: ['proxy:1', 'app:2', 'log:2'],
      }),
    )
    expect(images).toMatchObject({ name: 'app', from: '1', to: '2', more: 1 })
  })

  test('a restart with the same image has no arrow', () => {
    const images = imagesOf(waitingRow({ name: 'a', stableImages: ['app:1'], nextImages: ['app:1'] }))
    expect(images).toMatchObject({ name: 'app', from: null, to: '1' })
  })

  test('a first version has nothing to come from', () => {
    const images = imagesOf(waitingRow({ name: 'a', stableImages: [], nextImages: ['app:1'] }))
    expect(images).toMatchObject({ name: 'app', from: null, to: '1' })
  })

  test('a Rollout whose template cannot be read has no image', () => {
    expect(imagesOf(row({ name: 'a', stableImages: [], nextImages: [] }))).toBeNull()
  })
})
