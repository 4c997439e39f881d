import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../objects/json.ts'
import { kindOf, type ResourceName } from '../../objects/kinds.ts'
import { refusalOf } from '../../objects/refusal.ts'
import { applyConfiguration } from './apply.ts'
import { listKeysOf } from './list-keys.ts'

const apply = (
  live: JsonObject,
  configuration: object,
  manager = 'one',
  force = false,
  resource: ResourceName = 'deployments',
) =>
  applyConfiguration(live, JSON.parse(JSON.stringify(configuration)), {
    kind: kindOf(resource),
    manager,
    force,
    now: 0,
    keysAt: (path) => listKeysOf(resource, kindOf(resource).custom, path),
  })
const withoutManagers = ({ metadata, ...rest }: JsonObject) => {
  const { managedFields: _, ...others } = Object(metadata)
  return { ...rest, metadata: others }
}
const containers = (...list: readonly object[]) => ({ spec: { template: { spec: { containers: list } } } })

describe('apply on the server', () => {
  test('sets what it says and removes what it said before', () => {
    const first = apply(
      { metadata: { name: 'web' }, status: { x: 1 } },
      { metadata: { labels: { a: '1', b: '2' } }, spec: { replicas: 3, paused: true } },
    )
    const second = apply(first, { metadata: { labels: { a: '1' } }, spec: { replicas: 4 } })
    expect(withoutManagers(second)).toEqual({
      metadata: { name: 'web', labels: { a: '1' } },
      spec: { replicas: 4 },
      status: { x: 1 },
    })
  })

  test('keeps what others have written in any way', () => {
    const first = apply({}, containers({ name: 'web', image: 'a' }))
    const meddled = {
      ...first,
      spec: {
        template: { spec: { containers: [{ name: 'web', image: 'a', tty: true }, { name: 'side' }] } },
      },
    }
    const second = apply(meddled, containers({ name: 'web', image: 'b' }))
    expect(withoutManagers(second)).toEqual({
      metadata: {},
      ...containers({ name: 'web', image: 'b', tty: true }, { name: 'side' }),
    })
  })

  test('removes an entry of a list that it no longer names', () => {
    const first = apply({}, containers({ name: 'web', image: 'a' }, { name: 'side', image: 'b' }))
    const second = apply(first, containers({ name: 'web', image: 'a' }))
    expect(withoutManagers(second)).toEqual({ metadata: {}, ...containers({ name: 'web', image: 'a' }) })
  })

  test("does not change another manager's field unless it is forced, and then owns it", () => {
    const first = apply({}, { spec: { replicas: 3, paused: true } })
    const grab = () => apply(first, { spec: { replicas: 5 } }, 'two')
    try {
      grab()
      expect.unreachable()
    } catch (error) {
      expect(refusalOf(error)).toMatchObject({
        code: 409,
        message: 'Apply failed with 1 conflict: conflict with "one": .spec.replicas',
        details: { causes: [{ reason: 'FieldManagerConflict', field: '.spec.replicas' }] },
      })
    }
    const forced = apply(first, { spec: { replicas: 5 } }, 'two', true)
    expect(forced.spec).toEqual({ replicas: 5, paused: true })
    // The first manager lets go of what it has lost without taking it away.
    expect(apply(forced, { spec: { paused: true } }).spec).toEqual({ replicas: 5, paused: true })
  })

  test('shares a field that two managers want alike', () => {
    const both = apply(apply({}, { spec: { replicas: 3 } }), { spec: { replicas: 3 } }, 'two')
    expect(apply(both, { spec: { paused: true } }).spec).toEqual({ replicas: 3, paused: true })
  })

  test('takes the lists of a custom resource as a whole', () => {
    const steps = (...list: readonly object[]) => ({ spec: { strategy: { canary: { steps: list } } } })
    const first = apply({}, steps({ setWeight: 25 }, { pause: {} }), 'one', false, 'rollouts')
    const second = apply(first, steps({ setWeight: 50 }), 'one', false, 'rollouts')
    expect(withoutManagers(second)).toEqual({ metadata: {}, ...steps({ setWeight: 50 }) })
  })

  test('writes managedFields as Kubernetes does', () => {
    const { metadata } = apply({}, containers({ name: 'web', ports: [{ containerPort: 80 }] }))
    const port = { '.': {}, 'f:containerPort': {} }
    expect(metadata).toEqual({
      managedFields: [
        {
          manager: 'one',
          operation: 'Apply',
          apiVersion: 'apps/v1',
          time: '1970-01-01T00:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: {
            'f:spec': {
              'f:template': {
                'f:spec': {
                  'f:containers': {
                    'k:{"name":"web"}': {
                      '.': {},
                      'f:name': {},
                      'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': port },
                    },
                  },
                },
              },
            },
          },
        },
      ],
    })
  })
})
