import { describe, expect, test } from 'vitest'
import { blueGreen, canary, paused, rollout, setWeight } from './fixtures/rollouts.ts'
import type { Rollout } from './model.ts'
import type { Patch } from './patch.ts'
import { planAction } from './plans.ts'

/**
 * What the plugin's own getPatches answers to promote, status before spec. The flags are u: spec.paused, c: there are pause
 * conditions, p: controllerPause, i: the step's analysis is inconclusive; then status.currentStepIndex.
 */
const promotes = `
steps ---- null {"status":{"pauseConditions":null,"currentStepIndex":1}}
steps ---- 1 {"status":{"pauseConditions":null,"currentStepIndex":2}}
steps ---- 3 {"status":{"pauseConditions":null,"currentStepIndex":3}}
steps ---i null {"status":{"pauseConditions":null,"currentStepIndex":1}}
steps ---i 1 {"status":{"pauseConditions":null,"currentStepIndex":2}}
steps ---i 3 {"status":{"pauseConditions":null,"currentStepIndex":3}}
steps --p- null {"status":{"pauseConditions":null,"currentStepIndex":1}}
steps --p- 1 {"status":{"pauseConditions":null,"currentStepIndex":2}}
steps --p- 3 {"status":{"pauseConditions":null,"currentStepIndex":3}}
steps --pi null {"status":{"pauseConditions":null,"currentStepIndex":1}}
steps --pi 1 {"status":{"pauseConditions":null,"currentStepIndex":2}}
steps --pi 3 {"status":{"pauseConditions":null,"currentStepIndex":3}}
steps -c-- null {"status":{"pauseConditions":null}}
steps -c-- 1 {"status":{"pauseConditions":null}}
steps -c-- 3 {"status":{"pauseConditions":null}}
steps -c-i null {"status":{"pauseConditions":null}}
steps -c-i 1 {"status":{"pauseConditions":null}}
steps -c-i 3 {"status":{"pauseConditions":null}}
steps -cp- null {"status":{"pauseConditions":null}}
steps -cp- 1 {"status":{"pauseConditions":null}}
steps -cp- 3 {"status":{"pauseConditions":null}}
steps -cpi null {"status":{"pauseConditions":null,"controllerPause":false,"currentStepIndex":1}}
steps -cpi 1 {"status":{"pauseConditions":null,"controllerPause":false,"currentStepIndex":2}}
steps -cpi 3 {"status":{"pauseConditions":null,"controllerPause":false,"currentStepIndex":3}}
steps u--- null {"status":{"pauseConditions":null,"currentStepIndex":1}} {"spec":{"paused":false}}
steps u--- 1 {"status":{"pauseConditions":null,"currentStepIndex":2}} {"spec":{"paused":false}}
steps u--- 3 {"status":{"pauseConditions":null,"currentStepIndex":3}} {"spec":{"paused":false}}
steps u--i null {"status":{"pauseConditions":null,"currentStepIndex":1}} {"spec":{"paused":false}}
steps u--i 1 {"status":{"pauseConditions":null,"currentStepIndex":2}} {"spec":{"paused":false}}
steps u--i 3 {"status":{"pauseConditions":null,"currentStepIndex":3}} {"spec":{"paused":false}}
steps u-p- null {"status":{"pauseConditions":null,"currentStepIndex":1}} {"spec":{"paused":false}}
steps u-p- 1 {"status":{"pauseConditions":null,"currentStepIndex":2}} {"spec":{"paused":false}}
steps u-p- 3 {"status":{"pauseConditions":null,"currentStepIndex":3}} {"spec":{"paused":false}}
steps u-pi null {"status":{"pauseConditions":null,"currentStepIndex":1}} {"spec":{"paused":false}}
steps u-pi 1 {"status":{"pauseConditions":null,"currentStepIndex":2}} {"spec":{"paused":false}}
steps u-pi 3 {"status":{"pauseConditions":null,"currentStepIndex":3}} {"spec":{"paused":false}}
steps uc-- null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps uc-- 1 {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps uc-- 3 {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps uc-i null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps uc-i 1 {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps uc-i 3 {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps ucp- null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps ucp- 1 {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps ucp- 3 {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
steps ucpi null {"status":{"pauseConditions":null,"controllerPause":false,"currentStepIndex":1}} {"spec":{"paused":false}}
steps ucpi 1 {"status":{"pauseConditions":null,"controllerPause":false,"currentStepIndex":2}} {"spec":{"paused":false}}
steps ucpi 3 {"status":{"pauseConditions":null,"controllerPause":false,"currentStepIndex":3}} {"spec":{"paused":false}}
no-steps ---- null
no-steps ---i null
no-steps --p- null
no-steps --pi null
no-steps -c-- null {"status":{"pauseConditions":null}}
no-steps -c-i null {"status":{"pauseConditions":null}}
no-steps -cp- null {"status":{"pauseConditions":null}}
no-steps -cpi null
no-steps u--- null {"spec":{"paused":false}}
no-steps u--i null {"spec":{"paused":false}}
no-steps u-p- null {"spec":{"paused":false}}
no-steps u-pi null {"spec":{"paused":false}}
no-steps uc-- null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
no-steps uc-i null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
no-steps ucp- null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
no-steps ucpi null {"spec":{"paused":false}}
blue-green ---- null
blue-green ---i null
blue-green --p- null
blue-green --pi null
blue-green -c-- null {"status":{"pauseConditions":null}}
blue-green -c-i null {"status":{"pauseConditions":null}}
blue-green -cp- null {"status":{"pauseConditions":null}}
blue-green -cpi null {"status":{"pauseConditions":null}}
blue-green u--- null {"spec":{"paused":false}}
blue-green u--i null {"spec":{"paused":false}}
blue-green u-p- null {"spec":{"paused":false}}
blue-green u-pi null {"spec":{"paused":false}}
blue-green uc-- null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
blue-green uc-i null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
blue-green ucp- null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
blue-green ucpi null {"status":{"pauseConditions":null}} {"spec":{"paused":false}}
`

const strategies: Readonly<Record<string, Rollout['spec']['strategy']>> = {
  steps: canary({ steps: [setWeight(25), setWeight(50), setWeight(75)] }),
  'no-steps': canary({ steps: [] }),
  'blue-green': blueGreen(),
}

function given(strategy: string, flags: string, index: string): Rollout {
  const known = rollout({ strategy: strategies[strategy] ?? { type: 'unknown' } })
  const has = (flag: string) => flags.includes(flag)
  const inconclusive = { name: 'run', status: 'Inconclusive', message: '' }
  return {
    ...known,
    spec: { ...known.spec, paused: has('u') },
    status: {
      ...known.status,
      currentStepIndex: index === 'null' ? null : Number(index),
      pauseConditions: has('c') ? [paused('CanaryPauseStep')] : [],
      controllerPause: has('p'),
      canary: { ...known.status.canary, currentStepAnalysisRun: has('i') ? inconclusive : null },
    },
  }
}

const sent = (patches: readonly Patch[]) => patches.map(({ body }) => JSON.stringify(body))

describe('promote', () => {
  test.each(promotes.trim().split('\n'))('%s', (line) => {
    const [strategy = '', flags = '', index = '', ...expected] = line.split(' ')
    const patches = planAction('promote', given(strategy, flags, index))
    expect(sent(patches)).toEqual(expected)
    for (const { subresource, body } of patches) expect(subresource).toBe('status' in body ? 'status' : null)
  })
})

const unpause = '{"spec":{"paused":false}}'
const full = '{"status":{"promoteFull":true}}'

describe('promote full', () => {
  test.each([
    ['an update', { currentPodHash: 'b', stableRS: 'a' }, false, [full]],
    ['an update paused by hand', { currentPodHash: 'b', stableRS: 'a' }, true, [full, unpause]],
    ['a finished update', { currentPodHash: 'b', stableRS: 'b' }, false, []],
    ['a finished update paused by hand', { currentPodHash: 'b', stableRS: 'b' }, true, [unpause]],
    ['a Rollout no controller has seen', { currentPodHash: '', stableRS: '' }, false, []],
    ['the same paused by hand', { currentPodHash: '', stableRS: '' }, true, [unpause]],
  ])('of %s', (_, status, byHand, expected) => {
    expect(sent(planAction('promote-full', rollout({ status, paused: byHand })))).toEqual(expected)
  })

  test('A1: it never sends what promote sends', () => {
    const paused = given('steps', '-cp-', '1')
    expect(sent(planAction('promote-full', paused))).not.toEqual(sent(planAction('promote', paused)))
  })
})

test('abort and retry each write one field of the status, whatever the state', () => {
  const status = 'status'
  expect(planAction('abort', rollout())).toEqual([
    { type: 'merge', subresource: status, body: { status: { abort: true } } },
  ])
  expect(planAction('retry', rollout())).toEqual([
    { type: 'merge', subresource: status, body: { status: { abort: false } } },
  ])
})
