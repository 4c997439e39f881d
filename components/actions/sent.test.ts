import { describe, expect, it } from 'vitest'
import { advance, isOver, isSilent, type Sent } from './sent.ts'

const sent: Sent<string, null> = {
  order: 'promote',
  before: null,
  stage: 'accepted',
  at: 1_000,
  finishedAt: null,
}

describe('advance', () => {
  it('never goes back', () => {
    const observed = advance(sent, 'observed', 2_000)
    expect(observed.stage).toBe('observed')
    expect(advance(observed, 'accepted', 3_000)).toBe(observed)
  })

  it('knows when it was finished', () => {
    expect(advance(sent, 'finished', 9_000).finishedAt).toBe(9_000)
  })

  it('keeps its identity without news', () => {
    expect(advance(sent, 'accepted', 5_000)).toBe(sent)
  })
})

describe('isSilent', () => {
  it('is said after 15 s and not before', () => {
    expect(isSilent(sent, 15_999)).toBe(false)
    expect(isSilent(sent, 16_000)).toBe(true)
    expect(isSilent(advance(sent, 'observed', 2_000), 60_000)).toBe(false)
  })
})

describe('isOver', () => {
  it('leaves time to read', () => {
    const finished = advance(sent, 'finished', 5_000)
    expect(isOver(finished, 14_999)).toBe(false)
    expect(isOver(finished, 15_000)).toBe(true)
    expect(isOver(sent, 900_000)).toBe(false)
  })
})
