import { describe, expect, test } from 'vitest'
import { objectAt } from '../../objects/json.ts'
import { blueGreenRollout } from '../../scenarios/course.ts'
import { blue, place, service } from '../../scenarios/podinfo.ts'
import { createTable } from '../../testing/table.ts'
import { HASH, MANAGED_BY } from '../rollout/names.ts'

const namespace = 'webapp-blue-green'

function running() {
  const table = createTable(namespace)
  const services = ['frontend', 'frontend-preview'].map((name) => service(namespace, name))
  table.apply(...place(namespace), ...services, blueGreenRollout(blue))
  table.rows(5_000)
  const marks = (name: string) => {
    const found = table.world.store.get('services', namespace, name)
    return [
      objectAt(found ?? null, 'spec', 'selector')[HASH] !== undefined,
      objectAt(found ?? null, 'metadata', 'annotations')[MANAGED_BY] ?? null,
    ]
  }
  return { table, marks }
}

describe('a Service that a Rollout has switched', () => {
  test('is let go when the Rollout does not name it any more', () => {
    const { table, marks } = running()
    expect(marks('frontend-preview')).toEqual([true, 'frontend'])
    table.patch({ spec: { strategy: { blueGreen: { previewService: null } } } })
    table.rows(1_000)
    expect(marks('frontend-preview')).toEqual([false, null])
    expect(marks('frontend')).toEqual([true, 'frontend'])
  })

  test('is let go when the Rollout is deleted', () => {
    const { table, marks } = running()
    table.world.store.delete('rollouts', namespace, 'frontend')
    table.rows(1_000)
    expect([marks('frontend'), marks('frontend-preview')]).toEqual([
      [false, null],
      [false, null],
    ])
  })
})
