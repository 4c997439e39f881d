import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../objects/json.ts'
import { objectAt } from '../../objects/json.ts'
import type { NewObject } from '../../objects/object.ts'
import { steppedWorld } from '../../testing/play.ts'

const run = (spec: JsonObject, values: string): NewObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisRun',
  metadata: { name: 'run', namespace: 'default', annotations: { 'cockpit.test/values.rate': values } },
  spec,
})

const rate = { name: 'rate', successCondition: 'result >= 0.9', provider: { web: {} } }

function finished(spec: JsonObject, values: string): Json {
  const world = steppedWorld()
  world.apply([run(spec, values)])
  world.clock.advance(60_000)
  return objectAt(world.store.get('analysisruns', 'default', 'run') ?? null, 'status')
}

describe('a finished analysis run', () => {
  test('says of a metric without consequences what it would have meant', () => {
    const status = finished({ metrics: [rate], dryRun: [{ metricName: 'rate' }] }, '0.1')
    expect(status).toMatchObject({
      phase: 'Successful',
      runSummary: {},
      dryRunSummary: { count: 1, failed: 1 },
      metricResults: [
        {
          phase: 'Failed',
          dryRun: true,
          message: 'Metric assessed Failed due to failed (1) > failureLimit (0)',
        },
      ],
    })
  })

  test('counts a metric that went over no limit as successful', () => {
    const metric = { ...rate, count: 1, consecutiveSuccessLimit: 3 }
    expect(finished({ metrics: [metric] }, '0.95')).toMatchObject({
      phase: 'Inconclusive',
      runSummary: { count: 1, successful: 1 },
    })
  })
})

const job = (annotations: JsonObject) => ({
  name: 'rate',
  provider: { job: { spec: { template: { metadata: { annotations } } } } },
})

test.each([
  ['nothing is an error, in words', {}, 'Error', 'the demo runs nothing in a Job'],
  ['something else is an error too', { 'example.com/x': '1' }, 'Error', 'runs nothing in a Job'],
  [
    'a time that is none is an error',
    { 'cockpit.test/finish-after': 'soon' },
    'Error',
    'runs nothing in a Job',
  ],
  ['a time is a success', { 'cockpit.test/finish-after': '0s' }, 'Successful', ''],
  ['a failure is one', { 'cockpit.test/job-fails': 'true' }, 'Failed', ''],
])('a Job that says of its end %s', (_, annotations, phase, message) => {
  expect(finished({ metrics: [job(annotations)] }, '')).toMatchObject({
    phase,
    metricResults: [{ phase, ...(message === '' ? {} : { message: expect.stringContaining(message) }) }],
  })
})
