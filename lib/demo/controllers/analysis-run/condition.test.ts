import { describe, expect, test } from 'vitest'
import { judge, meets, type Verdict } from './condition.ts'

describe('conditions of a metric', () => {
  test.each<[string, number, boolean | null]>([
    ['result >= 0.95', 0.95, true],
    ['result[0] < 0.05', 0.05, false],
    ['result > 1 && result < 3', 2, true],
    ['result > 1 && result < 3', 3, false],
    ['result == 1 || result == 2', 2, true],
    ['result!=0', 0, false],
    ['result == -1', -1, true],
    ['len(result) > 0', 1, null],
    ['result > other', 1, null],
    ['', 1, null],
  ])('%s of %d is %s', (condition, value, met) => {
    expect(meets(condition, value)).toBe(met)
  })

  test.each<[number, string, string, Verdict]>([
    [1, '', '', 'Successful'],
    [1, 'result > 0', '', 'Successful'],
    [0, 'result > 0', '', 'Failed'],
    [0, '', 'result > 0', 'Successful'],
    [1, '', 'result > 0', 'Failed'],
    [0.93, 'result >= 0.95', 'result < 0.9', 'Inconclusive'],
    [0.89, 'result >= 0.95', 'result < 0.9', 'Failed'],
    [0.96, 'result >= 0.95', 'result < 0.9', 'Successful'],
    [1, 'isNaN(result)', '', 'Error'],
  ])('%d under success %o and failure %o is %s', (value, success, failure, verdict) => {
    expect(judge(value, success, failure)).toBe(verdict)
  })
})
