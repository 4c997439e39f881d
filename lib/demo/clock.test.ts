import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSteppedClock } from './clock.ts'

const START = Date.parse('2026-11-23T10:00:00.500Z')

describe('the clock', () => {
  test('runs timers at their own instants, the first of one instant first', () => {
    const clock = createSteppedClock(START)
    const ran: string[] = []
    const note = (name: string) => () => void ran.push(`${name} at ${clock.now() - START}`)
    clock.after(20, note('late'))
    clock.after(10, note('first'))
    clock.after(10, note('second'))
    clock.after(10, () => clock.after(5, note('from a timer')))
    clock.advance(15)
    expect(ran).toEqual(['first at 10', 'second at 10', 'from a timer at 15'])
    clock.advance(100)
    expect(ran.at(-1)).toBe('late at 20')
  })

  test('forgets a timer that was taken back', () => {
    const clock = createSteppedClock(START)
    let ran = 0
    const takeBack = clock.after(10, () => {
      ran += 1
    })
    clock.after(10, () => {
      ran += 10
    })
    takeBack()
    clock.advance(50)
    expect(ran).toBe(10)
  })

  test('forgets thousands that were taken back, and none of the others', () => {
    const clock = createSteppedClock(START)
    const ran: number[] = []
    const takeBack = Array.from({ length: 5_000 }, (_, index) =>
      clock.after(60_000 + index, () => void ran.push(index)),
    )
    for (const [index, forget] of takeBack.entries()) if (index % 1_000 !== 0) forget()
    clock.advance(100_000)
    expect(ran).toEqual([0, 1_000, 2_000, 3_000, 4_000])
  })

  test('a jump makes what is stored older by the time that passed before each timer ran', () => {
    const aged: number[] = []
    const clock = createSteppedClock(START, (ms) => void aged.push(ms))
    const ran: number[] = []
    clock.after(60_000, () => void ran.push(aged.reduce((sum, ms) => sum + ms, 0)))
    clock.jump(600_000)
    expect(ran).toEqual([60_000])
    expect(aged.reduce((sum, ms) => sum + ms, 0)).toBe(600_000)
    expect(clock.now()).toBe(START)
  })

  test('a faster clock runs its timers sooner and makes up the difference by age', () => {
    let aged = 0
    const clock = createSteppedClock(START, (ms) => {
      aged += ms
    })
    let ran = 0
    clock.after(600_000, () => {
      ran += 1
    })
    clock.setSpeed(60)
    clock.advance(9_999)
    expect(ran).toBe(0)
    clock.advance(2)
    expect(ran).toBe(1)
    expect(Math.round(aged / 1000)).toBe(590)
    clock.setSpeed(1)
    clock.advance(1_000)
    expect(Math.round(aged / 1000)).toBe(590)
  })

  test('whatever is jumped, now stays within a second of the wall clock and no timer is early or lost', () => {
    const move = fc.record({ jump: fc.boolean(), ms: fc.nat(5_000) })
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 20 }),
        fc.array(move, { maxLength: 20 }),
        (waits, moves) => {
          let aged = 0
          let wall = START
          const clock = createSteppedClock(START, (ms) => {
            aged += ms
          })
          const ran: number[] = []
          for (const ms of waits) {
            clock.after(ms, () => {
              expect(clock.now() + aged - START).toBeGreaterThanOrEqual(ms)
              ran.push(ms)
            })
          }
          for (const { jump, ms } of moves) {
            if (jump) clock.jump(ms)
            else {
              clock.advance(ms)
              wall += ms
            }
            expect(Math.abs(clock.now() - wall)).toBeLessThan(1000)
            expect(aged % 1000).toBe(0)
          }
          const passed = moves.reduce((sum, { ms }) => sum + ms, 0)
          expect(ran).toEqual(waits.filter((ms) => ms <= passed).toSorted((a, b) => a - b))
        },
      ),
    )
  })
})
