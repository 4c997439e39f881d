import { describe, expect, it } from 'vitest'
import { parseRollout } from '../wire/parse.ts'
import type { Raw } from './fixtures/raw.ts'
import { toPauseView } from './pause.ts'

const since = '2026-03-01T10:00:00Z'
const paused = (...reasons: readonly string[]): Raw => ({
  pauseConditions: reasons.map((reason) => ({ reason, startTime: since })),
})

const view = (strategy: Raw, status: Raw, spec: Raw = {}) =>
  toPauseView(parseRollout({ metadata: { name: 'n' }, spec: { strategy, ...spec }, status }))

const atPause = (pause: Raw | null) => ({ canary: { steps: [pause ? { pause } : { setWeight: 5 }] } })
const blueGreen = (fields: Raw = {}) => ({ blueGreen: { activeService: 'a', ...fields } })

describe('a person must decide', () => {
  it.each([
    ['a pause without duration', atPause({}), paused('CanaryPauseStep')],
    [
      'a blue-green without automatic promotion',
      blueGreen({ autoPromotionEnabled: false }),
      paused('BlueGreenPause'),
    ],
    [
      'the same, though seconds are given',
      blueGreen({ autoPromotionEnabled: false, autoPromotionSeconds: 30 }),
      paused('BlueGreenPause'),
    ],
    ['an inconclusive analysis', atPause(null), paused('InconclusiveAnalysisRun')],
    ['an inconclusive experiment', atPause(null), paused('InconclusiveExperiment')],
    ['a reason that is not known', atPause({ duration: '1m' }), paused('SomethingNew')],
  ])('at %s', (_, strategy, status) => {
    expect(view(strategy, status)).toMatchObject({ waitsFor: 'person', since })
  })

  it('when spec.paused is set, whatever else holds', () => {
    const manually = { waitsFor: 'person', reason: 'manually paused', since: null }
    expect(view(atPause({ duration: '1m' }), paused('CanaryPauseStep'), { paused: true })).toEqual(manually)
    expect(view(atPause(null), { abort: true }, { paused: true })).toEqual(manually)
  })

  it('when a timed pause and an inconclusive run come together', () => {
    const both = view(atPause({ duration: '1m' }), paused('CanaryPauseStep', 'InconclusiveAnalysisRun'))
    expect(both).toMatchObject({ waitsFor: 'person', reason: 'InconclusiveAnalysisRun' })
  })
})

describe('the clock ends it', () => {
  it.each([
    ['after the duration', atPause({ duration: '10m' }), 'CanaryPauseStep', '2026-03-01T10:10:00Z'],
    [
      'after seconds written as a number',
      atPause({ duration: 90 }),
      'CanaryPauseStep',
      '2026-03-01T10:01:30Z',
    ],
    ['at once for no duration to speak of', atPause({ duration: 0 }), 'CanaryPauseStep', since],
    [
      'at a time not known when the duration is unreadable',
      atPause({ duration: 'soon' }),
      'CanaryPauseStep',
      null,
    ],
    ['at a time not known when the step has gone', atPause(null), 'CanaryPauseStep', null],
    [
      'after the seconds of blue-green',
      blueGreen({ autoPromotionSeconds: 30 }),
      'BlueGreenPause',
      '2026-03-01T10:00:30Z',
    ],
    ['at once where blue-green gives no seconds', blueGreen(), 'BlueGreenPause', since],
  ])('%s', (_, strategy, reason, until) => {
    expect(view(strategy, paused(reason))).toEqual({ waitsFor: 'clock', reason, since, until })
  })
})

describe('nothing stands still', () => {
  it.each([
    ['without a pause', {}],
    ['while a pause is being left', { controllerPause: true }],
    ['after an abort', { abort: true, ...paused('CanaryPauseStep') }],
    ['when only the condition has stayed', { conditions: [{ type: 'Paused', status: 'True' }] }],
  ])('%s', (_, status) => {
    expect(view(atPause({}), status)).toBeNull()
  })
})
