import { describe, expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { graphOf } from './fixtures/graph.ts'
import { fixtureNow, podinfo, type Raw, rawCondition, rawTemplate } from './fixtures/raw.ts'
import { onlyNamed, templateInTemplate } from './fixtures/troubled.ts'
import { faultsOf } from './malformed.ts'
import { controllerWords, detailSentence, plainMessage, sentence } from './sentence.ts'

const image = podinfo('6.9.4')
const strategy = { canary: {} }
const metadata = { name: 'frontend', namespace: 'webapp-canary', uid: 'u', generation: 1 }
const seen = { observedGeneration: '1' }

const told = (spec: unknown, status?: Raw) =>
  toRolloutDetail(graphOf({ rollout: { metadata, spec, ...(status && { status }) } }))

const container = (given: Raw): Raw => ({ spec: { containers: [given] } })

describe('a spec that makes no pod', () => {
  it.each<[string, unknown]>([
    ['there is none', undefined],
    ['it has neither a template nor a workloadRef', { strategy }],
    ['its template stands inside another template', { strategy, template: { template: rawTemplate(image) } }],
    // What the API server leaves of a template that stands inside another one.
    ['its template has no container', { strategy, template: {} }],
    ['a container has no image', { strategy, template: container({ name: 'web' }) }],
  ])('says why: %s', (because, spec) => {
    const page = told(spec, seen)
    const said = {
      headline: `The spec cannot make a pod: ${because}.`,
      next: 'Nothing is created or scaled until it is corrected.',
    }
    expect(detailSentence(page, fixtureNow)).toEqual(said)
    expect(sentence(page.row, fixtureNow)).toEqual(said)
    expect(plainMessage(page.row, fixtureNow)).toBe(`The spec cannot make a pod: ${because}`)
  })

  it('is told so before a strategy that is missing, and with what no controller has said', () => {
    expect(sentence(told({}).row, fixtureNow)).toEqual({
      headline: 'The spec cannot make a pod: it has neither a template nor a workloadRef.',
      next: 'Nothing is created or scaled until it is corrected. No controller has looked at this Rollout yet.',
    })
  })

  it("is told with the controller's own words where it has refused it", () => {
    const words = 'The Rollout "frontend" is invalid: spec.template.metadata.labels: Invalid value: null'
    const conditions = [rawCondition('InvalidSpec', 'True', 'InvalidSpec', words)]
    const { row } = told({ strategy, template: {} }, { ...seen, conditions })
    expect(sentence(row, fixtureNow)).toEqual({
      headline: 'The spec cannot make a pod: its template has no container.',
      next: `${words}. Nothing is created or scaled until it is corrected.`,
    })
  })

  it('is told so where it is paused by hand as well', () => {
    const { row } = told({ strategy, template: {}, paused: true }, { ...seen, phase: 'Paused' })
    expect(plainMessage(row, fixtureNow)).toBe('The spec cannot make a pod: its template has no container')
  })
})

describe('a spec that makes pods all the same', () => {
  it.each<[string, unknown]>([
    ['a template inside a whole one', { strategy, template: { template: null, ...rawTemplate(image) } }],
    [
      'a template beside a workloadRef',
      { strategy, template: rawTemplate(image), workloadRef: { kind: 'Deployment', name: 'web' } },
    ],
    ['only a workloadRef', { strategy, workloadRef: { kind: 'Deployment', name: 'web' } }],
  ])('is told by its phase: %s', (_, spec) => {
    expect(sentence(told(spec, seen).row, fixtureNow).headline).toBe('Pods are starting: 0 of 1 available.')
  })

  it('without a readable strategy waits for one', () => {
    expect(sentence(told({ template: rawTemplate(image) }, seen).row, fixtureNow)).toEqual({
      headline: 'The spec has no readable strategy.',
      next: 'The controller acts once the spec names canary or blueGreen.',
    })
  })
})

describe('a Rollout that no controller has looked at', () => {
  const whole = { strategy, template: rawTemplate(image) }

  it('is told so, whatever phase the CLI makes up for it', () => {
    const specs = [whole, { ...whole, replicas: 0 }, { ...whole, paused: true }]
    const rows = specs.map((spec) => told(spec).row)
    expect(rows.map(({ phase }) => phase)).toEqual(['Progressing', 'Progressing', 'Paused'])
    for (const row of rows)
      expect(sentence(row, fixtureNow)).toEqual({
        headline: 'No controller has looked at this Rollout yet.',
        next: 'Nothing is created until an Argo Rollouts controller runs and watches this namespace.',
      })
  })

  it('has a message as the CLI prints it, which nobody takes for the controller’s', () => {
    const { row } = told(whole)
    expect(row.message).toBe('more replicas need to be updated')
    expect(controllerWords(row)).toBe('')
    expect(controllerWords(told(whole, { ...seen, phase: 'Progressing', message: 'its own' }).row)).toBe(
      'its own',
    )
    expect(controllerWords(told(whole, { observedGeneration: '0' }).row)).toBe('')
  })
})

it('warns of what is wrong in the object, and not of a status that is yet to come', () => {
  expect(faultsOf(toRolloutDetail(onlyNamed).row).map(({ path }) => path)).toEqual(['spec'])
  expect(faultsOf(told({ strategy, template: rawTemplate(image) }).row)).toEqual([])
  expect(faultsOf(toRolloutDetail(templateInTemplate).row).map(({ path }) => path)).toEqual([
    'spec.template.template',
  ])
})
