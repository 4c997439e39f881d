import { describe, expect, test } from 'vitest'
import { canaryRollout } from '../../scenarios/course.ts'
import { blue, place } from '../../scenarios/podinfo.ts'
import { createTable } from '../../testing/table.ts'

const annotations = { 'cockpit.test/ready-after': '2s' }

function created() {
  const table = createTable('webapp-canary')
  table.apply(...place('webapp-canary'), canaryRollout(blue, { annotations }))
  table.rows(10_000)
  return table
}

describe('a restart', () => {
  test('replaces the pods one by one, as many as may be missing, and notes that it is done', () => {
    const table = created()
    const before = new Set(
      table.world.store.list('pods', 'webapp-canary').map(({ metadata }) => metadata.uid),
    )
    const restartAt = new Date(table.world.clock.now()).toISOString().replace(/\.\d+/, '')
    table.patch({ spec: { restartAt } })
    const ready: number[] = []
    for (let second = 0; second < 12; second += 1) {
      table.rows(1_000)
      ready.push(
        table.world.store.list('pods', 'webapp-canary').filter(({ metadata }) => before.has(metadata.uid))
          .length,
      )
    }
    expect(ready.every((left, index) => index === 0 || (ready[index - 1] ?? 0) - left <= 1)).toBe(true)
    expect(ready.at(-1)).toBe(0)
    expect(table.rollout().status).toMatchObject({ restartedAt: restartAt, phase: 'Healthy' })
  })

  test('that is to come is told until then, and touches no pod before', () => {
    const table = created()
    const restartAt = new Date(table.world.clock.now() + 60_000).toISOString().replace(/\.\d+/, '')
    table.patch({ spec: { restartAt } })
    expect(table.rows(55_000).at(-1)).toBe('5 | 1:4* | Progressing: rollout is restarting')
    expect(table.world.store.list('pods', 'webapp-canary')).toHaveLength(4)
    expect(table.rows(40_000).at(-1)).toBe('5 | 1:4* | Healthy')
  })
})
