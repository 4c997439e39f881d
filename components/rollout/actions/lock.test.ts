import { describe, expect, it } from 'vitest'
import { detail, row } from '@/lib/rollouts/fixtures/views.ts'
import { type Action, actions, type RolloutDetail } from '@/lib/rollouts/view.ts'
import { rightsOf } from '@/lib/stream/fixtures/rights.ts'
import { lockOf, primaryAction } from './lock.ts'

const all = rightsOf(true)
const refused = { allowed: false, because: 'Because.' } as const
const allowed = { allowed: true } as const
const only = (...possible: readonly Action[]): RolloutDetail => {
  const verdict = (action: Action) => (possible.includes(action) ? allowed : refused)
  return detail({
    verdicts: {
      promote: verdict('promote'),
      'promote-full': verdict('promote-full'),
      abort: verdict('abort'),
      retry: verdict('retry'),
    },
  })
}

describe('lockOf', () => {
  it.each(actions)('lets %s through when nothing speaks against it', (action) => {
    expect(lockOf(action, { detail: detail(), rights: all, road: null })).toBeNull()
  })

  it.each(actions)('says of %s what the verdict says', (action) => {
    expect(lockOf(action, { detail: only(), rights: all, road: null })).toBe('Because.')
  })

  it.each(actions)('names the right that is missing for %s, with the namespace', (action) => {
    const rights = rightsOf(true, { patchStatus: false })
    expect(lockOf(action, { detail: only(), rights, road: null })).toBe(
      'Needs patch on rollouts/status in namespace webapp-canary.',
    )
  })

  it.each(actions)('says first that the picture of %s is not fresh', (action) => {
    const rights = rightsOf(false)
    expect(lockOf(action, { detail: only(), rights, road: 'Stale.' })).toBe('Stale.')
  })

  it.each([
    ['promote', 'Needs patch on rollouts in namespace webapp-canary.'],
    ['promote-full', 'Needs patch on rollouts in namespace webapp-canary.'],
    ['abort', null],
    ['retry', null],
  ] as const)('needs the spec for %s only to end a manual pause', (action, because) => {
    const byHand = row({ pause: { waitsFor: 'person', reason: 'manually paused', since: null } })
    const rights = rightsOf(true, { patchRollout: false })
    expect(lockOf(action, { detail: detail({ row: byHand }), rights, road: null })).toBe(because)
    expect(lockOf(action, { detail: detail(), rights, road: null })).toBeNull()
  })

  it('holds a right that could not be asked for against nobody', () => {
    const rights = rightsOf(null)
    expect(lockOf('promote', { detail: detail(), rights, road: null })).toBeNull()
  })
})

describe('primaryAction', () => {
  const running = {
    ...only('promote', 'promote-full', 'abort'),
    row: row({ phase: 'Progressing', pause: null }),
  }

  it.each([
    [only('promote', 'promote-full', 'abort'), 'promote'],
    [only('promote-full', 'retry'), 'retry'],
    [only('promote-full', 'abort'), null],
    [only(), null],
    [running, null],
    [{ ...running, row: row({ pause: null, trouble: ['CrashLoopBackOff'] }) }, 'abort'],
  ] as const)('is what a person is asked for (%#)', (one, primary) => {
    expect(primaryAction(one)).toBe(primary)
  })
})
