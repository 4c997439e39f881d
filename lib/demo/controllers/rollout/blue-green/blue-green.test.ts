import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../objects/json.ts'
import { blueGreenRollout } from '../../../scenarios/course.ts'
import { blue, green, place, service } from '../../../scenarios/podinfo.ts'
import { createTable, type Table } from '../../../testing/table.ts'

const NAMESPACE = 'webapp-blue-green'
const WHILE = 5_000
const DELAY = 30_000
const WAITS = 'Progressing: waiting for rollout spec update to be observed'
const MORE = 'Progressing: more replicas need to be updated'
const PAUSED = 'BlueGreenPause!'

function created(): Table {
  const table = createTable(NAMESPACE)
  table.apply(
    ...place(NAMESPACE),
    service(NAMESPACE, 'frontend'),
    service(NAMESPACE, 'frontend-preview'),
    blueGreenRollout(blue),
  )
  return table
}

/** Revision 2 stands at its preview; the strategy's fields are set before. */
function previewed(strategy: JsonObject = {}): Table {
  const table = created()
  table.patch({ spec: { strategy: { blueGreen: strategy } } })
  table.rows(WHILE)
  table.patch({ spec: { template: templateOf(green) } })
  table.rows(WHILE)
  return table
}

const templateOf = (version: typeof blue): JsonObject => {
  const { spec } = blueGreenRollout(version)
  return spec !== undefined && typeof spec === 'object' && spec !== null && 'template' in spec
    ? JSON.parse(JSON.stringify(spec.template))
    : {}
}

function promoted(strategy: JsonObject = {}): Table {
  const table = previewed(strategy)
  table.act('promote')
  table.rows(WHILE)
  return table
}

const deadlineOf = (table: Table, revision: string): string | undefined =>
  table.world.store
    .list('replicasets', NAMESPACE)
    .find(({ metadata }) => metadata.annotations?.['rollout.argoproj.io/revision'] === revision)?.metadata
    .annotations?.['scale-down-deadline']

// Each row: pause | pods of each revision, * for the stable one | revisions behind active and preview | what is told.
describe('the course’s blue-green', () => {
  test('is created with the active Service switched last', () => {
    expect(created().rows(WHILE)).toEqual([
      `- |  | -/- | ${MORE}`,
      `- | 1:0 | -/- | ${MORE}`,
      `- | 1:0 | -/1 | ${MORE}`,
      `- | 1:3 | -/1 | ${MORE}`,
      `- | 1:3* | -/1 | ${MORE}`,
      `- | 1:3* | 1/1 | ${MORE}`,
      '- | 1:3* | 1/1 | Healthy',
    ])
  })

  test('shows the preview before it has a pod, and waits', () => {
    const table = created()
    table.rows(WHILE)
    table.apply(blueGreenRollout(green))
    expect(table.rows(WHILE)).toEqual([
      `- | 1:3* | 1/1 | ${WAITS}`,
      `- | 1:3* 2:0 | 1/1 | ${WAITS}`,
      `- | 1:3* 2:0 | 1/2 | ${WAITS}`,
      `- | 1:3* 2:0 | 1/2 | ${MORE}`,
      `- | 1:3* 2:3 | 1/2 | ${MORE}`,
      `- ${PAUSED} | 1:3* 2:3 | 1/2 | Paused: BlueGreenPause`,
    ])
  })

  test('switches all users at once, and keeps the old pods for half a minute', () => {
    const table = previewed()
    table.act('promote')
    expect(table.rows(WHILE)).toEqual([
      '- ! | 1:3* 2:3 | 1/2 | Progressing: waiting for rollout to unpause',
      '- ! | 1:3* 2:3 | 2/2 | Progressing: waiting for rollout to unpause',
      '- | 1:3 2:3* | 2/2 | Healthy',
    ])
    expect(table.rows(DELAY - 2 * WHILE)).toEqual([])
    expect(table.rows(2 * WHILE)).toEqual(['- | 1:0 2:3* | 2/2 | Healthy'])
    expect(deadlineOf(table, '1')).toBeUndefined()
  })

  test('goes on by itself after its seconds', () => {
    const table = previewed({ autoPromotionEnabled: true, autoPromotionSeconds: 20 })
    expect(table.rows(10_000)).toEqual([])
    expect(table.rows(10_000)).toEqual([
      `- ${PAUSED} | 1:3* 2:3 | 2/2 | Paused: BlueGreenPause`,
      '- | 1:3 2:3* | 2/2 | Healthy',
    ])
    expect(table.events()).toContain('RolloutResumed: Rollout is resumed')
  })

  test('without a pause to make, switches as soon as the pods are there', () => {
    expect(previewed({ autoPromotionEnabled: true }).rollout().status).toMatchObject({ phase: 'Healthy' })
  })

  test('lets the preview be small until it is promoted', () => {
    const table = previewed({ previewReplicaCount: 1 })
    table.act('promote')
    expect(table.rows(WHILE)).toEqual([
      '- ! | 1:3* 2:1 | 1/2 | Progressing: waiting for rollout to unpause',
      `- | 1:3* 2:1 | 1/2 | ${MORE}`,
      `- | 1:3* 2:3 | 1/2 | ${MORE}`,
      `- | 1:3* 2:3 | 2/2 | ${MORE}`,
      '- | 1:3 2:3* | 2/2 | Healthy',
    ])
  })

  test('promoted fully while its pods come, does not pause', () => {
    const table = created()
    table.rows(WHILE)
    table.apply(blueGreenRollout(green))
    table.rows(15)
    table.act('promote-full')
    const rows = table.rows(WHILE)
    expect(rows.some((row) => row.includes(PAUSED))).toBe(false)
    expect(rows.at(-1)).toBe('- | 1:3 2:3* | 2/2 | Healthy')
  })
})

describe('an aborted blue-green', () => {
  const told = 'Degraded: RolloutAborted: Rollout aborted update to revision 2'

  test('leaves the preview where it is and takes its pods after half a minute', () => {
    const table = previewed()
    table.act('abort')
    expect(table.rows(WHILE)).toEqual([`- | 1:3* 2:3 | 1/2 | ${told}`])
    expect(table.rows(DELAY)).toEqual([`- | 1:3* 2:0 | 1/2 | ${told}`])
    // The real controller leaves the deadline behind, too.
    expect(deadlineOf(table, '2')).toMatch(/^20/)
    table.act('retry')
    expect(table.rows(WHILE)).toEqual([
      `- | 1:3* 2:0 | 1/2 | ${MORE}`,
      `- | 1:3* 2:3 | 1/2 | ${MORE}`,
      `- ${PAUSED} | 1:3* 2:3 | 1/2 | Paused: BlueGreenPause`,
    ])
    expect(deadlineOf(table, '2')).toBeUndefined()
  })

  test('keeps its pods for ever where the delay is nought', () => {
    const table = previewed({ abortScaleDownDelaySeconds: 0 })
    table.act('abort')
    expect(table.rows(100 * DELAY).at(-1)).toBe(`- | 1:3* 2:3 | 1/2 | ${told}`)
  })
})

describe('the way back', () => {
  test('at the preview is healthy at once', () => {
    const table = previewed()
    table.apply(blueGreenRollout(blue))
    expect(table.rows(WHILE)).toEqual([
      `- ${PAUSED} | 1:3* 2:3 | 1/2 | ${WAITS}`,
      `- ${PAUSED} | 2:3 3:3* | 3/2 | ${WAITS}`,
      `- ${PAUSED} | 2:3 3:3* | 3/3 | ${WAITS}`,
      '- | 2:3 3:3* | 3/3 | Healthy',
    ])
    expect(table.rows(DELAY)).toEqual(['- | 2:0 3:3* | 3/3 | Healthy'])
  })

  test('within the delay needs no pause', () => {
    const table = promoted()
    table.apply(blueGreenRollout(blue))
    const rows = table.rows(WHILE)
    expect(rows.some((row) => row.includes(PAUSED))).toBe(false)
    expect(rows.at(-1)).toBe('- | 2:3 3:3* | 3/3 | Healthy')
    expect(table.events().at(-1)).toMatch('Fast rollback')
  })

  test('after the delay is an update like any other', () => {
    const table = promoted()
    table.rows(2 * DELAY)
    table.apply(blueGreenRollout(blue))
    expect(table.rows(WHILE).at(-1)).toBe(`- ${PAUSED} | 2:3* 3:3 | 2/3 | Paused: BlueGreenPause`)
  })

  test('of a second version within its delay keeps as many old ReplicaSets as the limit says', () => {
    const table = promoted({ scaleDownDelayRevisionLimit: 1, scaleDownDelaySeconds: 600 })
    table.patch({ spec: { template: templateOf({ ...blue, tag: '6.9.2' }) } })
    table.rows(WHILE)
    table.act('promote')
    expect(table.rows(WHILE).at(-1)).toBe('- | 1:0 2:3 3:3* | 3/3 | Healthy')
  })
})
