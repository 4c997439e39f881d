import { expect, it } from 'vitest'
import { parseRollout } from '../wire/parse.ts'
import type { CanaryStep } from './model.ts'
import { currentStep, stepName, stepsOf, stepText } from './steps.ts'

const rollout = (steps: readonly unknown[], status: object = {}) =>
  parseRollout({ metadata: { name: 'n' }, spec: { strategy: { canary: { steps } } }, status })

const named = (step: unknown) => stepsOf(rollout([step])).map(stepName)

it.each([
  [{ setWeight: 25 }, 'setWeight', 'setWeight: 25'],
  [{ setWeight: 0 }, 'setWeight', 'setWeight: 0'],
  [{ pause: {} }, 'pause', 'pause'],
  [{ pause: { duration: '10m' } }, 'pause', 'pause: 10m'],
  [{ pause: { duration: 600 } }, 'pause', 'pause: 600'],
  [{ pause: { duration: 0 } }, 'pause', 'pause: 0'],
  [{ experiment: { templates: [] } }, 'experiment', 'experiment'],
  [{ analysis: {} }, 'analysis', 'analysis'],
  [{ setCanaryScale: { weight: 50, replicas: 3 } }, 'setCanaryScale', 'setCanaryScale{weight: 50}'],
  [
    { setCanaryScale: { matchTrafficWeight: true, replicas: 3 } },
    'setCanaryScale',
    'setCanaryScale{matchTrafficWeight: true}',
  ],
  [{ setCanaryScale: { replicas: 3 } }, 'setCanaryScale', 'setCanaryScale{replicas: 3}'],
  [{ setCanaryScale: {} }, 'invalid', 'invalid'],
  [{ setCanaryScale: {}, plugin: { name: 'p' } }, 'plugin', 'plugin: p'],
  [{ plugin: { name: 'org/step' } }, 'plugin', 'plugin: org/step'],
  [{ setHeaderRoute: { name: 'beta' } }, 'setHeaderRoute', 'setHeaderRoute: beta'],
  [{ setMirrorRoute: { name: 'copy', percentage: 5 } }, 'setMirrorRoute', 'setMirrorRoute: copy'],
  [{ setWeight: 20, setCanaryScale: { weight: 50 } }, 'setWeight', 'setWeight: 20'],
  [{ setMirrorRoute: { name: 'm' }, setHeaderRoute: { name: 'h' } }, 'setHeaderRoute', 'setHeaderRoute: h'],
  [{}, 'invalid', 'invalid'],
  [{ setWieght: 25 }, 'invalid', 'invalid'],
])('calls %j %s', (step, kind, text) => {
  expect(named(step)).toEqual([{ kind, text }])
})

const [first, second] = [{ setWeight: 25 }, { pause: {} }]

it.each<[number | undefined, string, CanaryStep['setWeight'] | undefined]>([
  [undefined, '', 25],
  [0, '0/2', 25],
  [1, '1/2', null],
  [2, '2/2', undefined],
  [7, '7/2', undefined],
])('at index %s prints %j', (currentStepIndex, text, weight) => {
  const at = rollout([first, second], { currentStepIndex })
  expect(stepText(at)).toBe(text)
  expect(currentStep(at)?.setWeight).toBe(weight)
})

it('prints nothing without steps', () => {
  expect(stepText(rollout([], { currentStepIndex: 0 }))).toBe('')
  expect(currentStep(rollout([]))).toBeNull()
})
