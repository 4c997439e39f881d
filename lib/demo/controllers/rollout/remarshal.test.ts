import { describe, expect, test } from 'vitest'
import { at } from '../../objects/json.ts'
import { blue, green, place, rollout } from '../../scenarios/podinfo.ts'
import { createTable } from '../../testing/table.ts'
import { quantityText } from '../quantity.ts'
import { remarshalled } from './remarshal.ts'

const namespace = 'test'
const steps = { canary: { steps: [{ setWeight: 25 }, { pause: {} }] } }
const shop = (version = blue) => rollout({ namespace, name: 'frontend', version, replicas: 4 }, steps)

describe('the whole Rollout, written by its controller', () => {
  test('is in the words of Go, which makes a new generation that was observed', () => {
    const table = createTable(namespace)
    table.apply(...place(namespace), shop())
    expect(table.rollout().metadata.generation).toBe(1)
    table.rows(3000)
    const written = table.rollout()
    expect(at(written.spec, 'template', 'spec', 'containers', 0, 'resources')).toEqual({
      limits: { cpu: '1', memory: '128Mi' },
      requests: { cpu: '100m', memory: '32Mi' },
    })
    expect(written.metadata.generation).toBe(2)
    expect(at(written.status, 'observedGeneration')).toBe('2')
  })

  test('is no new version, and is written again where a person writes in other words', () => {
    const table = createTable(namespace)
    table.apply(...place(namespace), shop())
    table.rows(3000)
    table.apply(shop())
    table.rows(3000)
    expect(table.rollout().metadata).toMatchObject({
      generation: 3,
      annotations: { 'rollout.argoproj.io/revision': '1' },
    })
    table.apply(shop(green))
    table.rows(3000)
    expect(table.rollout().metadata).toMatchObject({
      generation: 5,
      annotations: { 'rollout.argoproj.io/revision': '2' },
    })
  })
})

test.each([
  ['1000m', '1'],
  ['0.5', '500m'],
  ['1.5', '1500m'],
  ['100m', '100m'],
  ['0', '0'],
  ['00.00', '0'],
  ['2000', '2k'],
  ['1500', '1500'],
  ['0.1u', '100n'],
  ['0.1n', '1n'],
  ['-1000m', '-1'],
  ['128Mi', '128Mi'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Ki', '512'],
  ['many', 'many'],
])('Go writes the quantity %s as %s', (text, written) => {
  expect(quantityText(text)).toBe(written)
})

test('a stored template in other words is always the same one in the words of Go', () => {
  const table = createTable(namespace)
  table.apply(...place(namespace), shop())
  const stored = table.rollout()
  const [once, twice] = [remarshalled(stored), remarshalled(stored)].map(({ spec }) => at(spec, 'template'))
  expect(once).not.toBe(at(stored.spec, 'template'))
  expect(once).toBe(twice)
})
