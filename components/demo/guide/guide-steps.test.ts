import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ago, row } from '@/lib/rollouts/fixtures/views.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { type GuideStep, guideWords, partOf, stepAfter } from './guide-steps.ts'

const waiting = row()
const moving = row({ phase: 'Progressing', stepIndex: 2, pause: null })
const timed = row({
  stepIndex: 3,
  share: 0.5,
  pause: { waitsFor: 'clock', reason: 'CanaryPauseStep', since: ago(3), until: ago(-600) },
})
const image = (tag: string) => [`ghcr.io/stefanprodan/podinfo:${tag}`]
const healthy = row({
  phase: 'Healthy',
  stepIndex: 5,
  pause: null,
  stableImages: image('6.9.4'),
  nextImages: [],
})
const shipped = row({
  phase: 'Progressing',
  stepIndex: 0,
  pause: null,
  stableImages: image('6.9.4'),
  nextImages: image('6.9.5-missing'),
})
const failing = { ...shipped, trouble: ['ImagePullBackOff'] }
const aborted = { ...failing, phase: 'Degraded', aborted: true } as const

/** The steps that a person is led through by these pictures. */
function walk(pictures: readonly RolloutRow[], from: GuideStep = 'see'): readonly GuideStep[] {
  let step = from
  return pictures.map((picture) => {
    step = stepAfter(step, picture)
    return step
  })
}

describe('the guide', () => {
  test('follows who promotes, skips, ships a bad version and aborts it', () => {
    expect(walk([waiting, waiting, moving, timed, healthy, shipped, failing, failing, aborted])).toEqual([
      'see',
      'see',
      'watch',
      'watch',
      'ship',
      'ship',
      'abort',
      'abort',
      'done',
    ])
  })

  test('follows who promotes fully at once', () => {
    expect(walk([waiting, healthy, failing, aborted])).toEqual(['see', 'ship', 'abort', 'done'])
  })

  test('stays where nothing has happened, and where a person aborted instead', () => {
    expect(walk([waiting, waiting], 'promote')).toEqual(['promote', 'promote'])
    expect(walk([row({ phase: 'Degraded', aborted: true }), waiting], 'promote')).toEqual([
      'promote',
      'promote',
    ])
    expect(guideWords('promote', row({ phase: 'Degraded', aborted: true }), false).title).toBe(
      'It was aborted.',
    )
  })

  test('goes on where a bad version is answered by a good one', () => {
    expect(walk([failing, healthy], 'ship')).toEqual(['abort', 'done'])
  })

  test.each([
    ['see', waiting, 'A canary waits for you. 25 % of the users get 6.9.4, all others still 6.9.3.'],
    ['promote', waiting, 'Promote it. Press the dark button.'],
    ['watch', moving, 'Watch it move. Pods of the new version come'],
    ['watch', timed, 'Now it waits for time to pass. 50 % of the users get 6.9.4. You need not wait here'],
    ['ship', healthy, 'Everybody gets 6.9.4. See how a release fails'],
    ['ship', shipped, 'Another version is on its way. 6.9.5-missing is being started beside 6.9.4.'],
    [
      'abort',
      failing,
      '6.9.5-missing fails: ImagePullBackOff. Nobody noticed, for everybody still gets 6.9.4.',
    ],
    ['done', { ...aborted, stableImages: image('6.9.4') }, 'Everybody gets 6.9.4. That is the whole round.'],
  ] as const)('says at %s what is so', (step, picture, begins) => {
    const { title, text } = guideWords(step, picture, false)
    expect(`${title} ${text}`.startsWith(begins)).toBe(true)
  })

  test('asks nobody to press what is locked', () => {
    expect(guideWords('promote', waiting, true).text).toContain('read-only')
  })

  test('never goes back, whatever the Rollout does', () => {
    const pictures = fc.array(fc.constantFrom(waiting, moving, timed, healthy, shipped, failing, aborted))
    fc.assert(
      fc.property(pictures, (all) => {
        const parts = walk(all).map((step) => partOf[step])
        expect(parts).toEqual(parts.toSorted())
      }),
    )
  })
})
