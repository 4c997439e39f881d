import { describe, expect, test } from 'vitest'
import { CockpitError } from '../errors.ts'
import type { Patch } from '../rollouts/patch.ts'
import { toServiceDetail } from '../services/detail.ts'
import { course, rawDeployment, serviceGraphOf } from '../services/fixtures/graph.ts'
import type { ScaleChange } from '../services/scale.ts'
import { createScaling } from './scaling.ts'

const ref = { cluster: 'one', namespace: 'webapp-a-b', name: 'frontend' }
const detail = toServiceDetail(serviceGraphOf({ workloads: course }))
const signal = new AbortController().signal
const toThree: ScaleChange = { kind: 'Deployment', name: 'frontend-b', from: 2, to: 3 }
const toFive: ScaleChange = { kind: 'Deployment', name: 'frontend-a', from: 2, to: 5 }

interface World {
  readonly readOnly?: boolean
  readonly refuse?: (name: string, patch: Patch) => CockpitError | null
  readonly replicas?: number
}

function world({ readOnly = false, refuse = () => null, replicas = 2 }: World = {}) {
  const sent: unknown[] = []
  const scaling = createScaling({
    source: {
      get: async (_resource, _namespace, name) => rawDeployment({ name, tag: '1', replicas }),
      async patch(resource, namespace, name, patch, version) {
        const error = refuse(name, patch)
        if (error !== null) throw error
        sent.push([resource, namespace, name, patch.dryRun, patch.subresource, patch.body, version])
        return {}
      },
    },
    readOnly,
    detail: async () => detail,
    refused: () => {},
  })
  return {
    sent,
    scale: (changes: readonly ScaleChange[], dryRun = false) => scaling.scale(ref, changes, dryRun, signal),
  }
}

const patched = (name: string, replicas: number, dryRun: boolean) => [
  'deployments',
  'webapp-a-b',
  name,
  dryRun,
  'scale',
  { spec: { replicas } },
  '7',
]

describe('scaling behind a Service', () => {
  test('tries all of it as a server dry run, then does it', async () => {
    const { scale, sent } = world()
    expect(await scale([toFive, toThree])).toMatchObject({ accepted: true, dryRun: false })
    expect(sent).toEqual([
      patched('frontend-a', 5, true),
      patched('frontend-b', 3, true),
      patched('frontend-a', 5, false),
      patched('frontend-b', 3, false),
    ])
  })

  test('a dry run is no more than that', async () => {
    const { scale, sent } = world()
    expect(await scale([toThree], true)).toMatchObject({
      dryRun: true,
      scaled: [{ name: 'frontend-b', replicas: 3 }],
    })
    expect(sent).toEqual([patched('frontend-b', 3, true)])
  })

  test('nothing is done where the dry run of any of it is refused', async () => {
    const { scale, sent } = world({
      refuse: (name) => (name === 'frontend-b' ? new CockpitError('forbidden', 'no') : null),
    })
    await expect(scale([toFive, toThree])).rejects.toMatchObject({ kind: 'forbidden' })
    expect(sent).toEqual([patched('frontend-a', 5, true)])
  })

  test('half of it is told as half', async () => {
    const { scale } = world({
      refuse: (name, { dryRun }) =>
        name === 'frontend-b' && dryRun !== true ? new CockpitError('conflict', 'moved') : null,
    })
    await expect(scale([toFive, toThree])).rejects.toMatchObject({
      kind: 'unexpected',
      message: expect.stringContaining('frontend-a was set to 5'),
    })
  })

  test('a workload that has moved since is left alone', async () => {
    const { scale, sent } = world({ replicas: 4 })
    await expect(scale([toThree])).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('4 replicas now'),
    })
    expect(sent).toEqual([])
  })

  test.each<[string, readonly ScaleChange[], CockpitError['kind']]>([
    ['of a workload that is not behind it', [{ ...toThree, name: 'database' }], 'refused'],
    ['of another kind of the same name', [{ ...toThree, kind: 'Rollout' }], 'refused'],
    ['to fewer than none', [{ ...toThree, to: -1 }], 'invalid'],
    ['to half a pod', [{ ...toThree, to: 2.5 }], 'invalid'],
    ['to very many', [{ ...toThree, to: 1_000_000 }], 'invalid'],
    ['to no number', [{ ...toThree, to: Number.NaN }], 'invalid'],
    ['twice', [toThree, { ...toThree, to: 4 }], 'invalid'],
    ['of nothing', [], 'invalid'],
  ])('none %s', async (_, changes, kind) => {
    const { scale, sent } = world()
    await expect(scale(changes)).rejects.toMatchObject({ kind })
    expect(sent).toEqual([])
  })

  test('none of a read-only cockpit', async () => {
    const { scale, sent } = world({ readOnly: true })
    await expect(scale([toThree], true)).rejects.toMatchObject({ kind: 'forbidden' })
    expect(sent).toEqual([])
  })
})
