import { expect, it } from 'vitest'
import { parseAnalysisRun } from '../wire/parse.ts'
import { analysisIcon, toAnalysisRunViews } from './analysis.ts'
import { rawAnalysisRun } from './fixtures/analysis.ts'
import { type Raw, secondsAgo } from './fixtures/raw.ts'

const run = (name: string, results: readonly Raw[], fields: object = {}) =>
  parseAnalysisRun(
    rawAnalysisRun({ name, owner: { uid: 'r' }, revision: 1, phase: 'Running', results, ...fields }),
  )

const only = (results: readonly Raw[]) => toAnalysisRunViews('r', [run('a', results)])[0]

it('tells of a failed run with what it has, and of one without any result (A5)', () => {
  const partial = run('a', [{ name: 'm', failed: 1, measurements: [{ phase: 'Failed' }] }, { name: 'never' }])
  const empty = run('b', [], { phase: 'Failed', revision: 2 })
  expect(toAnalysisRunViews('r', [partial, empty])).toMatchObject([
    { name: 'b', icon: '✖', successful: 0, failed: 0, metrics: [], measurements: [] },
    { name: 'a', failed: 1, metrics: [{ name: 'm' }, { name: 'never' }], measurements: [{ value: '' }] },
  ])
})

it('leaves a value as it was written, whatever it is (A4)', () => {
  const values = ['NaN', '[NaN]', '+Inf', '1e400', '', '{"a":[1,null]}', '<b>', '\u202e0.9']
  const measurements = values.map((value) => ({ phase: 'Successful', value }))
  expect(only([{ name: 'm', measurements }])?.measurements.map(({ value }) => value)).toEqual(values)
})

it('adds the counters of all metrics', () => {
  const results = [
    { name: 'a', successful: 2, failed: 1 },
    { name: 'b', successful: 1, inconclusive: 3, error: 4, dryRun: true },
  ]
  expect(only(results)).toMatchObject({ successful: 3, failed: 1, inconclusive: 3, error: 4 })
})

it('finds jobs in the metadata of measurements, in the namespace that they name', () => {
  const startedAt = secondsAgo(5)
  const measurements = [
    { phase: 'Failed', startedAt, metadata: { 'job-name': 'j1', 'job-namespace': 'jobs' } },
    { phase: 'Running', metadata: { 'job-name': 'j2' } },
  ]
  expect(only([{ name: 'm', measurements }])?.jobs).toEqual([
    { name: 'j1', namespace: 'jobs', metricName: 'm', status: 'Failed', icon: '✖', startedAt },
    {
      name: 'j2',
      namespace: 'webapp-canary',
      metricName: 'm',
      status: 'Running',
      icon: '◌',
      startedAt: null,
    },
  ])
})

it('takes a measurement for a value only when it has no metadata at all', () => {
  const measurements = [
    { phase: 'Successful', value: '0.9' },
    { value: '1', metadata: {} },
    { metadata: { x: 'y' } },
  ]
  expect(only([{ name: 'm', measurements }])?.measurements).toEqual([
    { metricName: 'm', value: '0.9', status: 'Successful', startedAt: null },
  ])
})

it('gives metrics of one name the measurements of the first, as the CLI does', () => {
  const results = [
    { name: 'm', measurements: [{ value: '1' }] },
    { name: 'm', measurements: [{ value: '2' }] },
  ]
  expect(only(results)?.measurements.map(({ value }) => value)).toEqual(['1', '1'])
})

it('counts a limit written as text as 0', () => {
  expect(only([{ name: 'm' }])?.metrics).toEqual([
    { name: 'm', successCondition: 'result > 0.95', count: 3, inconclusiveLimit: 0, failureLimit: 0 },
  ])
})

it('sorts by revision down, age down, then name from z to a', () => {
  const runs = [
    run('a', [], { createdAt: secondsAgo(5) }),
    run('b', [], { createdAt: secondsAgo(5) }),
    run('old', [], { createdAt: secondsAgo(9) }),
    run('new', [], { revision: 2 }),
    run('stranger', [], { owner: { uid: 'x' } }),
  ]
  expect(toAnalysisRunViews('r', runs).map(({ name }) => name)).toEqual(['new', 'old', 'b', 'a'])
})

it.each([
  ['Successful', '✔'],
  ['Failed', '✖'],
  ['Error', '⚠'],
  ['Inconclusive', '?'],
  ['Running', '◌'],
  ['Pending', '◷'],
  ['', ' '],
  ['valueOf', ' '],
])('B15: shows %j as %j', (phase, icon) => {
  expect(analysisIcon(phase)).toBe(icon)
})
