import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../objects/json.ts'
import type { NewObject } from '../../../objects/object.ts'
import { blueGreenRollout, canaryRollout } from '../../../scenarios/course.ts'
import { blue, green, place, service } from '../../../scenarios/podinfo.ts'
import { pictureOf } from '../../../testing/drawing.ts'
import { createTable, type Table } from '../../../testing/table.ts'

const NAMESPACE = 'webapp-canary'

const template = (namespace: string, metric: JsonObject = {}): NewObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name: 'success-rate', namespace },
  spec: {
    args: [{ name: 'hash' }],
    metrics: [
      {
        name: 'success-rate',
        interval: '10s',
        count: 3,
        successCondition: 'result[0] >= 0.95',
        provider: { prometheus: { address: 'http://prometheus', query: 'rate("{{args.hash}}")' } },
        ...metric,
      },
    ],
  },
})

/** An analysis whose measurements are these, one after the other. */
const analysis = (values: string): JsonObject => ({
  templates: [{ templateName: 'success-rate' }],
  args: [{ name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } }],
  analysisRunMetadata: { annotations: { 'cockpit.test/values.success-rate': values } },
})

const withStrategy = (rollout: NewObject, canary: JsonObject): NewObject => ({
  ...rollout,
  spec: {
    ...(typeof rollout.spec === 'object' ? JSON.parse(JSON.stringify(rollout.spec)) : {}),
    strategy: { canary },
  },
})

function update(canary: JsonObject, metric: JsonObject = {}): Table {
  const table = createTable(NAMESPACE)
  table.apply(...place(NAMESPACE), template(NAMESPACE, metric), withStrategy(canaryRollout(blue), canary))
  table.rows(5_000)
  table.apply(withStrategy(canaryRollout(green), canary))
  return table
}

const stepsWith = (values: string): JsonObject => ({
  steps: [{ setWeight: 25 }, { analysis: analysis(values) }, { setWeight: 50 }],
})

const runsOf = (table: Table) => pictureOf(table.world.store, NAMESPACE, 'frontend')?.analysisRuns ?? []

describe('an analysis step', () => {
  test('that measures well lets the canary go on', () => {
    const table = update(stepsWith('0.99 0.97 0.98'))
    expect(table.rows(15_000).at(-1)).toBe('1 | 1:3* 2:1 | Progressing: more replicas need to be updated')
    expect(runsOf(table)).toMatchObject([{ type: 'Step', status: 'Running', successful: 2 }])
    expect(table.rows(20_000).at(-1)).toBe('3 | 1:0 2:4* | Healthy')
    expect(runsOf(table)).toMatchObject([{ status: 'Successful', successful: 3, revision: 2 }])
    expect(table.events()).toContain('RolloutStepCompleted: Rollout step 2/3 completed (analysis)')
    expect(
      table.events().some((event) => event.startsWith('AnalysisRunSuccessful: Step Analysis Run ')),
    ).toBe(true)
  })

  test('that measures badly aborts, and a retry measures anew', () => {
    const table = update(stepsWith('0.99 0.5'))
    const why =
      'Step-based analysis phase error/failed: Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)'
    expect(table.rows(30_000).at(-1)).toBe(
      `0 | 1:4* 2:0 | Degraded: RolloutAborted: Rollout aborted update to revision 2: ${why}`,
    )
    table.act('retry')
    table.rows(5_000)
    const names = table.world.store.list('analysisruns', NAMESPACE).map(({ metadata }) => metadata.name)
    expect(names).toHaveLength(2)
    expect(names.some((name) => name.endsWith('-2-1.1'))).toBe(true)
  })

  test('that tells nothing pauses until a person says', () => {
    const table = update(stepsWith('0.93'), { failureCondition: 'result[0] < 0.9' })
    expect(table.rows(30_000).at(-1)).toBe(
      '1 InconclusiveAnalysisRun! | 1:3* 2:1 | Paused: InconclusiveAnalysisRun',
    )
    table.act('promote')
    expect(table.rows(5_000).at(-1)).toBe('3 | 1:0 2:4* | Healthy')
  })

  test('without values says what is missing', () => {
    const table = update(stepsWith(''))
    expect(table.rows(120_000).at(-1)).toContain(
      'assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4)',
    )
    expect(runsOf(table)[0]?.message).toContain('the demo has no values of metric')
  })
})

describe('a background analysis', () => {
  test('runs with the update and is ended when it is promoted', () => {
    const table = update(
      { analysis: analysis('0.99'), steps: [{ setWeight: 25 }, { pause: { duration: '30s' } }] },
      { count: 100 },
    )
    table.rows(20_000)
    expect(runsOf(table)).toMatchObject([{ type: 'Background', status: 'Running' }])
    expect(table.rows(30_000).at(-1)).toBe('2 | 1:0 2:4* | Healthy')
    expect(runsOf(table)).toMatchObject([{ status: 'Successful', message: 'Run Terminated' }])
  })

  test('aborts a canary that waits for a person', () => {
    const table = update(
      { analysis: analysis('0.99 0.98 0.2'), steps: [{ setWeight: 25 }, { pause: {} }] },
      { count: 100 },
    )
    expect(table.rows(60_000).at(-1)).toMatch(
      /^0 \| 1:4\* 2:0 \| Degraded: RolloutAborted: .*Background analysis phase/,
    )
  })
})

describe('the analyses of a blue-green', () => {
  const namespace = 'webapp-blue-green'
  const start = (fields: JsonObject): Table => {
    const table = createTable(namespace)
    table.apply(
      ...place(namespace),
      template(namespace),
      service(namespace, 'frontend'),
      service(namespace, 'frontend-preview'),
      blueGreenRollout(blue),
    )
    table.patch({ spec: { strategy: { blueGreen: fields } } })
    table.rows(5_000)
    const { spec } = blueGreenRollout(green)
    table.patch({ spec: { template: JSON.parse(JSON.stringify(spec ?? {})).template } })
    return table
  }

  test('before the switch keep all users where they are', () => {
    const table = start({ prePromotionAnalysis: analysis('0.99 0.5') })
    expect(table.rows(5_000).at(-1)).toBe('- | 1:3* 2:3 | 1/2 | Progressing: active service cutover pending')
    expect(table.rows(20_000).at(-1)).toMatch(
      /1\/2 \| Degraded: RolloutAborted: .*pre-promotion analysis phase/,
    )
  })

  test('after the switch take all users back', () => {
    const table = start({ autoPromotionEnabled: true, postPromotionAnalysis: analysis('0.5') })
    const rows = table.rows(30_000)
    expect(rows).toContain('- | 1:3* 2:3 | 2/2 | Progressing: waiting for analysis to complete')
    expect(rows.at(-1)).toMatch(/1\/2 \| Degraded: RolloutAborted: .*post-promotion analysis phase/)
  })

  test('that measure well let the old version go only then', () => {
    const table = start({ autoPromotionEnabled: true, postPromotionAnalysis: analysis('0.99') })
    expect(table.rows(60_000).at(-1)).toBe('- | 1:0 2:3* | 2/2 | Healthy')
  })
})
