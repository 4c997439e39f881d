import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../objects/json.ts'
import { listAt, objectAt, textAt } from '../../objects/json.ts'
import { canaryRollout } from '../../scenarios/course.ts'
import { blue, green, place } from '../../scenarios/podinfo.ts'
import { pictureOf } from '../../testing/drawing.ts'
import { createTable, type Table } from '../../testing/table.ts'

const NAMESPACE = 'webapp-canary'
const MINUTE = 60_000

const experiment = (fields: JsonObject = {}): JsonObject => ({
  experiment: {
    duration: '30s',
    templates: [
      { name: 'baseline', specRef: 'stable' },
      { name: 'candidate', specRef: 'canary', metadata: { labels: { trial: 'yes' } } },
    ],
    ...fields,
  },
})

const measured: JsonObject = {
  analyses: [{ name: 'rate', templateName: 'rate' }],
  analysisRunMetadata: { annotations: { 'cockpit.test/values.rate': '0.99 0.4' } },
}

/** Revision 2 stands at its experiment, which is its first step. */
function update(fields: JsonObject = {}): Table {
  const table = createTable(NAMESPACE)
  table.apply(
    ...place(NAMESPACE),
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'rate', namespace: NAMESPACE },
      spec: {
        metrics: [{ name: 'rate', interval: '5s', successCondition: 'result >= 0.9', provider: { web: {} } }],
      },
    },
    canaryRollout(blue),
  )
  table.patch({ spec: { strategy: { canary: { steps: [experiment(fields), { setWeight: 50 }] } } } })
  table.rows(5_000)
  table.patch({
    spec: { template: JSON.parse(JSON.stringify(objectAt(canaryRollout(green), 'spec', 'template'))) },
  })
  return table
}

const trials = (table: Table) => pictureOf(table.world.store, NAMESPACE, 'frontend')?.experiments ?? []
const labelled = (table: Table) =>
  table.world.store.list('pods', NAMESPACE).filter(({ metadata }) => metadata.labels?.trial === 'yes')

describe('an experiment step', () => {
  test('runs a pod of each version for its time, and the canary waits for it', () => {
    const table = update()
    expect(table.rows(20_000).at(-1)).toBe('0 | 1:4* 2:0 | Progressing: more replicas need to be updated')
    expect(trials(table)).toMatchObject([{ status: 'Running', revision: 2 }])
    expect(labelled(table)).toHaveLength(1)
    expect(table.rows(15_000).at(-1)).toBe('2 | 1:0 2:4* | Healthy')
    expect(trials(table)).toMatchObject([{ status: 'Successful' }])
    // Its pods outlive it for half a minute.
    expect(labelled(table)).toHaveLength(1)
    table.rows(30_000)
    expect(labelled(table)).toHaveLength(0)
    expect(table.events()).toContain('RolloutStepCompleted: Rollout step 1/2 completed (experiment)')
  })

  test('that measures badly aborts the update', () => {
    const table = update(measured)
    const why =
      'Experiment analysis phase is error/failed: Metric "rate" assessed Failed due to failed (1) > failureLimit (0)'
    expect(table.rows(MINUTE).at(-1)).toBe(
      `0 | 1:4* 2:0 | Degraded: RolloutAborted: Rollout aborted update to revision 2: ${why}`,
    )
    expect(trials(table)).toMatchObject([{ status: 'Failed', analysisRuns: [{ status: 'Failed' }] }])
  })

  test('whose pods do not come fails after the deadline', () => {
    const table = update({
      templates: [
        {
          name: 'candidate',
          specRef: 'canary',
          metadata: { annotations: { 'cockpit.test/never-ready': 'true' } },
        },
      ],
    })
    const why = "Template 'candidate' exceeded its progressDeadlineSeconds (600)"
    expect(table.rows(11 * MINUTE).at(-1)).toContain(why)
  })

  test('is ended when the update is aborted', () => {
    const table = update({ duration: '1h' })
    table.rows(10_000)
    table.act('abort')
    table.rows(MINUTE)
    const [trial] = table.world.store.list('experiments', NAMESPACE)
    expect(objectAt(trial ?? null, 'spec').terminate).toBe(true)
    expect(listAt(trial ?? null, 'status', 'templateStatuses').map((one) => textAt(one, 'status'))).toEqual([
      'Successful',
      'Successful',
    ])
    expect(labelled(table)).toHaveLength(0)
  })

  test('waits for no time where an analysis is required', () => {
    const table = update({
      duration: '1h',
      analyses: [{ name: 'rate', templateName: 'rate', requiredForCompletion: true }],
      analysisRunMetadata: { annotations: { 'cockpit.test/values.rate': '0.99' } },
    })
    const [template] = table.world.store.list('analysistemplates', NAMESPACE)
    if (template) {
      const [metric] = listAt(template, 'spec', 'metrics')
      table.world.store.update('analysistemplates', {
        ...template,
        spec: { metrics: [{ ...objectAt(metric ?? null), count: 2 }] },
      })
    }
    expect(table.rows(MINUTE).at(-1)).toBe('2 | 1:0 2:4* | Healthy')
    expect(trials(table)).toMatchObject([
      { status: 'Successful', message: 'Required AnalysisRuns completed' },
    ])
  })
})
