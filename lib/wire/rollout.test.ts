import { describe, expect, it } from 'vitest'
import { parseRollout } from './parse.ts'

const template = { spec: { containers: [{ name: 'web', image: 'web:1' }] } }
const canary = { canary: {} }
const whole = { strategy: canary, template }

const parse = (spec: unknown, status: unknown = {}) =>
  parseRollout({ metadata: { name: 'n', namespace: 'n', uid: 'u' }, spec, status })

const problems = (spec: unknown, status: unknown = {}) =>
  parse(spec, status).problems.map(({ path, message }) => `${path} ${message}`)

it('has nothing to say about a whole Rollout', () => {
  expect(problems(whole)).toEqual([])
  expect(
    problems({
      strategy: { blueGreen: { activeService: 'a' } },
      workloadRef: { kind: 'Deployment', name: 'w' },
    }),
  ).toEqual([])
})

describe('a template', () => {
  it('that is inside the template is named, also where it is empty, and the outer one stands', () => {
    for (const nested of [null, template]) {
      const rollout = parse({ ...whole, template: { template: nested, ...template } })
      expect(rollout.problems).toEqual([
        {
          path: 'spec.template.template',
          message: 'is a template inside the template; its content is ignored',
        },
      ])
      expect(rollout.spec.template?.containers).toEqual([{ name: 'web', image: 'web:1' }])
    }
  })

  it.each([
    [{ strategy: canary }, ['spec.template is missing, and there is no workloadRef']],
    [
      { strategy: canary, template: {} },
      [
        'spec.template.spec.containers has no container, so no pod can be made from it (one that was indented a level too deep is dropped by the API server)',
      ],
    ],
    [
      { strategy: canary, template: { template } },
      [
        'spec.template.template is a template inside the template; its content is ignored',
        'spec.template.spec.containers has no container, so no pod can be made from it',
      ],
    ],
    [
      { strategy: canary, template: { spec: { containers: [{ name: 'web' }] } } },
      ['spec.template.spec.containers[0].image is missing'],
    ],
    [
      { ...whole, workloadRef: { kind: 'Deployment', name: 'w' } },
      ['spec.template stands beside workloadRef; the controller takes only one of them'],
    ],
  ])('is looked at: %j', (spec, expected) => {
    expect(problems(spec)).toEqual(expected)
  })
})

describe('a strategy', () => {
  it.each([
    [{ template }, ['spec.strategy is missing'], 'unknown'],
    [{ template, strategy: {} }, ['spec.strategy has neither canary nor blueGreen'], 'unknown'],
    [{ template, strategy: { canary: null } }, ['spec.strategy has neither canary nor blueGreen'], 'unknown'],
    [
      { template, strategy: { canary: {}, blueGreen: { activeService: 'a' } } },
      ['spec.strategy has both canary and blueGreen; the controller takes only one of them'],
      'Canary',
    ],
    [
      { template, strategy: { blueGreen: {} } },
      ['spec.strategy.blueGreen.activeService is missing; blue-green cannot work without it'],
      'BlueGreen',
    ],
  ])('is looked at: %j', (spec, expected, type) => {
    expect(problems(spec)).toEqual(expected)
    expect(parse(spec).spec.strategy.type).toBe(type)
  })

  it('names its routers in the order in which the controller serves them, plugins last', () => {
    const trafficRouting = {
      plugins: { 'argoproj-labs/gatewayAPI': {} },
      nginx: {},
      istio: {},
      managedRoutes: [],
    }
    expect(parse({ ...whole, strategy: { canary: { trafficRouting } } }).spec.strategy).toMatchObject({
      canary: {
        trafficRouting: { providers: ['istio', 'nginx', 'argoproj-labs/gatewayAPI'], maxTrafficWeight: null },
      },
    })
  })
})

describe('steps', () => {
  const steps = (list: unknown) => parse({ ...whole, strategy: { canary: { steps: list } } })

  it('keep what they hold, and themselves', () => {
    const raw = {
      setWeight: 0,
      setMirrorRoute: { name: 'm', percentage: 5, match: [{ method: { exact: 'GET' } }] },
    }
    expect(steps([raw]).spec.strategy).toMatchObject({
      canary: {
        steps: [
          { setWeight: 0, pause: null, setMirrorRoute: { name: 'm', percentage: 5, removes: false }, raw },
        ],
      },
    })
  })

  it('that are of no known kind are named, and kept', () => {
    const { problems, spec } = steps([{ setWieght: 25 }, {}, 'pause'])
    expect(problems).toEqual([
      { path: 'spec.strategy.canary.steps[2]', message: 'is not an object; it is left out' },
      { path: 'spec.strategy.canary.steps[0]', message: 'is of no kind that is known here (setWieght)' },
      { path: 'spec.strategy.canary.steps[1]', message: 'is empty' },
    ])
    expect(spec.strategy).toMatchObject({ canary: { steps: { length: 2 } } })
  })

  it.each([
    ['10m', '10m'],
    [600, '600'],
    [undefined, null],
  ])('keep the duration %j as written', (written, duration) => {
    expect(steps([{ pause: { duration: written } }]).spec.strategy).toMatchObject({
      canary: { steps: [{ pause: { duration } }] },
    })
  })

  it('may be no list at all', () => {
    expect(steps('25').problems).toEqual([
      { path: 'spec.strategy.canary.steps', message: 'is text where a list belongs' },
    ])
  })
})

describe('a half-typed Rollout', () => {
  it('says what is missing once', () => {
    expect(parseRollout({ metadata: { name: 'n' } }).problems.map(({ path }) => path)).toEqual([
      'metadata.namespace',
      'metadata.uid',
      'spec',
      'status',
    ])
  })

  it('says what is of the wrong type, and reads the rest', () => {
    const rollout = parse({ ...whole, replicas: '3', paused: 'true' }, 'Healthy')
    expect(rollout.spec).toMatchObject({ replicas: 3, paused: true })
    expect(rollout.status).toMatchObject({ phase: '', replicas: 0, currentStepIndex: null })
    expect(rollout.problems).toEqual([
      { path: 'status', message: 'is text where an object belongs' },
      { path: 'spec.replicas', message: 'is text where a whole number belongs' },
      { path: 'spec.paused', message: 'is text where true or false belongs' },
    ])
  })
})

it('reads the status', () => {
  const { status } = parse(whole, {
    observedGeneration: '3',
    currentStepIndex: 0,
    pauseConditions: [{ reason: 'CanaryPauseStep', startTime: '2026-03-01T10:00:00Z' }],
    canary: {
      weights: { canary: { weight: 5, serviceName: 's', podTemplateHash: 'h' }, verified: false },
      currentStepAnalysisRunStatus: { name: 'a', status: 'Running' },
    },
    blueGreen: { activeSelector: 'x' },
  })
  expect(status).toMatchObject({
    observedGeneration: '3',
    currentStepIndex: 0,
    pauseConditions: [{ reason: 'CanaryPauseStep', startTime: '2026-03-01T10:00:00Z' }],
    canary: {
      weights: { canary: { weight: 5, serviceName: 's' }, stable: { weight: 0 }, verified: false },
      currentStepAnalysisRun: { name: 'a', status: 'Running', message: '' },
      currentBackgroundAnalysisRun: null,
    },
    blueGreen: { activeSelector: 'x', previewSelector: '' },
  })
})
