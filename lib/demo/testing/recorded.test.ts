import { describe, expect, test } from 'vitest'
import { agreed, disagreement } from './agreement.ts'
import { passingNames, recorded, recordedNames, recordedPlays } from './fixtures.ts'
import { playOnDemo } from './play.ts'
import { plays } from './plays.ts'

describe('the demo goes the way that was recorded of the real controllers', () => {
  test('every play is recorded, and nothing else', () => {
    expect(recordedPlays().toSorted()).toEqual(Object.keys(plays).toSorted())
  })

  test('what may pass unseen was seen in a recording', () => {
    const names = recordedNames()
    expect(passingNames().filter((name) => !names.has(name))).toEqual([])
  })

  test.each(Object.entries(plays))('%s', (name, play) => {
    const real = recorded(name)
    const demo = playOnDemo(play)
    expect(real && disagreement(real, demo, passingNames())).toEqual(agreed)
    expect(demo.objects).toBe(real?.objects)
  })
})
