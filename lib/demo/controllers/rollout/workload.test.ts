import { describe, expect, test } from 'vitest'
import { at } from '../../objects/json.ts'
import { blue, deployment, green, place, referring, service } from '../../scenarios/podinfo.ts'
import { createTable, type Table } from '../../testing/table.ts'

const namespace = 'test'
const setting = { namespace, name: 'frontend', replicas: 4 }
const steps = { canary: { steps: [{ setWeight: 25 }, { pause: {} }] } }
const shop = (version = blue) => deployment({ ...setting, version })

const workload = ({ world }: Table) => world.store.get('deployments', namespace, 'frontend')
const annotations = (table: Table) => table.rollout().metadata.annotations

function handedOver(
  scaleDown: 'never' | 'onsuccess' | 'progressively' = 'never',
  strategy: Parameters<typeof referring>[1] = steps,
): Table {
  const table = createTable(namespace)
  table.apply(...place(namespace), service(namespace, 'frontend'), service(namespace, 'preview'), shop())
  table.rows(10_000)
  table.apply(referring(setting, strategy, scaleDown))
  table.rows(10_000)
  return table
}

describe('a Rollout with the template of a Deployment', () => {
  test('is stored without it, and says which generation of it was observed', () => {
    const table = handedOver()
    expect(Object.keys(Object(table.rollout().spec))).toEqual([
      'replicas',
      'revisionHistoryLimit',
      'workloadRef',
      'strategy',
    ])
    expect(table.rollout().metadata.generation).toBe(1)
    expect(annotations(table)).toEqual({
      'rollout.argoproj.io/revision': '1',
      'rollout.argoproj.io/workload-generation': '1',
    })
    expect(table.rollout().status).toMatchObject({ phase: 'Healthy', workloadObservedGeneration: '1' })
  })

  test('follows each change of it, and of its size only notes the generation', () => {
    const table = handedOver()
    table.apply({ ...shop(), spec: { ...Object(shop().spec), replicas: 2 } })
    table.rows(10_000)
    expect(annotations(table)).toMatchObject({ 'rollout.argoproj.io/revision': '1' })
    expect(table.rollout().status).toMatchObject({ phase: 'Healthy', workloadObservedGeneration: '2' })
    table.apply(shop(green))
    table.rows(10_000)
    expect(annotations(table)).toMatchObject({ 'rollout.argoproj.io/revision': '2' })
    expect(table.rollout().status).toMatchObject({ phase: 'Paused', workloadObservedGeneration: '3' })
  })

  test('is invalid once the Deployment is gone, when it is looked at again', () => {
    const table = handedOver()
    table.world.store.delete('deployments', namespace, 'frontend')
    table.patch({ spec: { replicas: 3 } })
    table.rows(1000)
    expect(at(table.rollout().status, 'message')).toBe(
      'InvalidSpec: The Rollout "frontend" is invalid: deployments.apps "test/frontend" not found',
    )
    table.apply(shop())
    table.rows(30_000)
    expect(table.rollout().status).toMatchObject({ phase: 'Healthy' })
  })

  test.each([
    ['never', 4],
    ['onsuccess', 0],
    ['progressively', 0],
  ] as const)('leaves the Deployment its pods %s', (scaleDown, left) => {
    const table = handedOver(scaleDown)
    expect(at(workload(table)?.spec, 'replicas')).toBe(left)
    table.world.store.update('deployments', { ...Object(workload(table)), spec: shop(green).spec })
    table.rows(10_000)
    expect(at(workload(table)?.spec, 'replicas')).toBe(4)
  })

  test.each(['onsuccess', 'progressively'] as const)(
    'takes them away %s with a preview, too',
    (scaleDown) => {
      const blueGreen = { activeService: 'frontend', previewService: 'preview' }
      const table = handedOver(scaleDown, { blueGreen })
      expect(table.rollout().status).toMatchObject({ phase: 'Healthy' })
      expect(at(workload(table)?.spec, 'replicas')).toBe(0)
    },
  )
})
