import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { canaryAnalysed } from './fixtures/analysis.ts'
import { blueGreenPaused, blueGreenTimed } from './fixtures/blue-green.ts'
import { canaryAborted, canaryPaused, courseSteps, rawCanary } from './fixtures/canary.ts'
import { graphOf, type RawGraph } from './fixtures/graph.ts'
import { fixtureNow, type Raw, rawCondition, secondsAgo } from './fixtures/raw.ts'
import { blueGreen } from './fixtures/rollouts.ts'
import { onlyNamed, templateInTemplate, withoutStrategy } from './fixtures/troubled.ts'
import { toRolloutInfo } from './info.ts'
import { rolloutText } from './text.ts'

it('holds the facts that sentences are made of', () => {
  expect(toRolloutDetail(blueGreenPaused)).toMatchObject({
    icon: '॥',
    generation: 3,
    observedGeneration: '3',
    resourceVersion: '1000',
    autoPromotion: { enabled: false, seconds: null },
    scaleDownDelaySeconds: 30,
    abortScaleDownDelaySeconds: 30,
    plan: null,
    stepsRaw: [],
  })
  expect(toRolloutDetail(blueGreenTimed).autoPromotion).toEqual({ enabled: true, seconds: 300 })
  expect(toRolloutDetail(canaryPaused)).toMatchObject({ autoPromotion: null, scaleDownDelaySeconds: 0 })
})

it('knows of no life for old pods where none may be in their delay', () => {
  const { rollout } = blueGreenPaused
  const spec = { ...rollout.spec, strategy: blueGreen({ scaleDownDelayRevisionLimit: 0 }) }
  expect(
    toRolloutDetail({ ...blueGreenPaused, rollout: { ...rollout, spec } }).scaleDownDelaySeconds,
  ).toBeNull()
})

it('has a verdict for each action', () => {
  const { promote, retry } = toRolloutDetail(canaryPaused).verdicts
  expect(promote.allowed).toBe(true)
  expect(retry.allowed).toBe(false)
  expect(toRolloutDetail(canaryAborted).verdicts.retry.allowed).toBe(true)
})

it('can be promoted out of an experiment (A13)', () => {
  expect(toRolloutDetail(canaryAnalysed).verdicts.promote.allowed).toBe(true)
})

it('never says of an aborted update that it is done (A11)', () => {
  const late = rawCanary({
    stable: 4,
    next: 4,
    status: { abort: true, currentStepIndex: 5, phase: 'Degraded' },
  })
  const { row, plan, traffic } = toRolloutDetail(graphOf(late))
  expect(row).toMatchObject({ aborted: true, setWeight: 0, fullyPromoted: false })
  expect(plan).toMatchObject({ index: 0 })
  expect(traffic).toMatchObject({ wanted: 0, counted: { next: 4, stable: 4 } })
})

it('says what is wrong in words, and shows the rest', () => {
  const nested = toRolloutDetail(templateInTemplate)
  expect(nested.row.problems).toEqual([
    { path: 'spec.template.template', message: 'is a template inside the template; its content is ignored' },
  ])
  expect(nested.containers).toHaveLength(1)
  expect(toRolloutDetail(withoutStrategy).row).toMatchObject({
    strategy: '',
    phase: 'Progressing',
    problems: [{ path: 'spec.strategy', message: 'has neither canary nor blueGreen' }],
  })
  expect(toRolloutDetail(onlyNamed).row.problems.map(({ path }) => path)).toEqual(['spec', 'status'])
})

const shown = (raw: RawGraph): string => {
  const detail = toRolloutDetail(graphOf(raw))
  return `${rolloutText(detail, fixtureNow)}${JSON.stringify(toRolloutInfo(detail))}`
}

/** Every copy of the value with one field, at any depth, taken away. */
function* lessens(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'name') continue
    const others = Object.entries(value).filter(([other]) => other !== key)
    yield Array.isArray(value) ? others.map(([, kept]) => kept) : Object.fromEntries(others)
    for (const less of lessens(inner)) {
      yield Array.isArray(value)
        ? value.map((kept, index) => (String(index) === key ? less : kept))
        : Object.fromEntries([...others, [key, less]])
    }
  }
}

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && 'metadata' in value

it('renders with any field of the Rollout, its ReplicaSets and pods taken away (A2)', () => {
  const whole = rawCanary({
    stable: 1,
    next: 1,
    spec: { strategy: { canary: { steps: courseSteps, canaryService: 'c', trafficRouting: { nginx: {} } } } },
    status: {
      currentStepIndex: 1,
      pauseConditions: [{ reason: 'CanaryPauseStep', startTime: secondsAgo(9) }],
      conditions: [rawCondition('Progressing', 'True', 'ReplicaSetUpdated', 'moves')],
      canary: { weights: { canary: { weight: 25 }, stable: { weight: 75 } } },
    },
  })
  const [replicaSet = {}] = whole.replicaSets
  const [pod = {}] = whole.pods ?? []
  const rollouts = [...lessens(whole.rollout)].filter(isRaw).map((rollout) => ({ ...whole, rollout }))
  const replicaSets = [...lessens(replicaSet)]
    .filter(isRaw)
    .map((less) => ({ ...whole, replicaSets: [less] }))
  const pods = [...lessens(pod)].filter(isRaw).map((less) => ({ ...whole, pods: [less] }))
  expect(rollouts.length).toBeGreaterThan(50)
  for (const raw of [...rollouts, ...replicaSets, ...pods]) {
    expect(shown(raw)).not.toMatch(/undefined|NaN|\[object/)
  }
})

it('renders whatever JSON stands where spec, status and the owned objects belong', () => {
  const object = fc.record({ spec: fc.jsonValue(), status: fc.jsonValue() })
  const owned = (fields: object): Raw => ({
    ...fields,
    metadata: { name: 'x', uid: 'x', ownerReferences: [{ uid: 'u' }, { uid: 'x' }] },
  })
  fc.assert(
    fc.property(object, object, fc.jsonValue(), (rollout, other, labels) => {
      const text = shown({
        rollout: {
          ...rollout,
          metadata: { name: 'n', namespace: 'n', uid: 'u', labels, annotations: labels },
        },
        replicaSets: [owned(other)],
        pods: [owned(other)],
        analysisRuns: [owned(other)],
        experiments: [owned(other)],
        services: [owned(other)],
      })
      expect(text).toContain('\n⟳ n ')
    }),
  )
})
