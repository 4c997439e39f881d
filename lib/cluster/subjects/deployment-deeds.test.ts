import { describe, expect, test } from 'vitest'
import { rawDeployment, rawSet, rawTemplate } from '../../deployments/fixtures/raw.ts'
import { stateKey } from '../../deployments/state-key.ts'
import type { DeploymentOrder } from '../../deployments/view.ts'
import type { CockpitError } from '../../errors.ts'
import { podinfo, type Raw } from '../../rollouts/fixtures/raw.ts'
import { parseDeployment } from '../../wire/parse.ts'
import { createActions } from '../actions.ts'
import { fakeSource } from '../testing/fake-source.ts'
import { revisionChanges } from './deployment-deeds.ts'

const at = { namespace: 'webapp', name: 'webapp' }
const ref = { cluster: 'kind', ...at }
const now = Date.parse('2026-03-02T10:00:00.500Z')
const old = rawSet({
  hash: 'old',
  revision: 1,
  replicas: 0,
  template: rawTemplate(podinfo('6.9.3')),
  annotations: { 'kubernetes.io/change-cause': 'first' },
})
const undo = { action: 'undo', revision: 1, replicaSet: 'webapp-old' } as const

function world(deployment: Raw = rawDeployment({ revision: 2 }), sets: readonly Raw[] = [old]) {
  const source = fakeSource()
  source.server.others['deployments/webapp'] = deployment
  for (const set of sets)
    source.server.others[`replicasets/${Reflect.get(Object(set.metadata), 'name')}`] = set
  const actions = createActions({ source, readOnly: false, now: () => now, refused() {} })
  const state = stateKey(parseDeployment(deployment))
  const run = (order: DeploymentOrder, confirmed = state) =>
    actions.run(ref, { resource: 'deployments', order, state: confirmed })
  return { source, run }
}

const failure = (kind: CockpitError['kind'], message: RegExp) =>
  expect.objectContaining({ kind, message: expect.stringMatching(message) })

test.each<DeploymentOrder>([
  { action: 'pause' },
  { action: 'restart' },
  { action: 'scale', replicas: 5 },
  { action: 'set-image', container: 'webapp', image: podinfo('6.9.3') },
  undo,
])('%j is one patch on the object that was read', async (order) => {
  const { source, run } = world()
  await run(order)
  expect(source.patches.map(({ resource, resourceVersion }) => [resource, resourceVersion])).toEqual([
    ['deployments', '1000'],
  ])
})

test('a restart writes the second in which it is asked for', async () => {
  const { source, run } = world()
  await run({ action: 'restart' })
  expect(JSON.stringify(source.patches[0]?.patch.body)).toContain('2026-03-02T10:00:00Z')
})

test('what was confirmed must be what is there', async () => {
  const { source, run } = world()
  await expect(run({ action: 'pause' }, 'other')).rejects.toEqual(
    failure('conflict', /The Deployment has moved/),
  )
  expect(source.patches).toEqual([])
})

test('the verdict is spoken on the object that is there', async () => {
  const { source, run } = world()
  await expect(run({ action: 'resume' })).rejects.toEqual(failure('refused', /not paused/))
  await expect(run({ action: 'scale', replicas: 3 })).rejects.toEqual(failure('refused', /already/))
  expect(source.patches).toEqual([])
})

describe('an undo', () => {
  test('takes the template whole, and the annotations of its revision', async () => {
    const { source, run } = world()
    await run(undo)
    expect(source.patches[0]?.patch).toMatchObject({
      type: 'json',
      body: [
        { path: '/spec/template', value: rawTemplate(podinfo('6.9.3')) },
        { path: '/metadata/annotations', value: { 'kubernetes.io/change-cause': 'first' } },
      ],
    })
  })

  test.each([
    ['of a ReplicaSet that is not there', [], 'not-found', /not found/],
    [
      'of a ReplicaSet of somebody else',
      [
        rawSet({
          hash: 'old',
          revision: 1,
          replicas: 0,
          owner: { kind: 'Deployment', name: 'webapp', uid: 'x', controller: true },
        }),
      ],
      'not-found',
      /none of Deployment webapp/,
    ],
    [
      'of a ReplicaSet that has another number by now',
      [rawSet({ hash: 'old', revision: 3, replicas: 0 })],
      'conflict',
      /revision 1/,
    ],
    [
      'to the same template',
      [rawSet({ hash: 'old', revision: 1, replicas: 0 })],
      'refused',
      /present template already/,
    ],
  ] as const)('%s is refused', async (_, sets, kind, words) => {
    const { source, run } = world(rawDeployment({ revision: 2 }), sets)
    await expect(run(undo)).rejects.toEqual(failure(kind, words))
    expect(source.patches).toEqual([])
  })

  test('is refused while it is paused', async () => {
    const { run } = world(rawDeployment({ revision: 2, spec: { paused: true } }))
    await expect(run(undo)).rejects.toEqual(failure('refused', /paused/))
  })
})

test('tells in what a revision differs, and nothing of another workload', async () => {
  const { source } = world()
  expect(await revisionChanges(source, at, 'webapp-old')).toEqual([
    { path: 'spec.containers.webapp.image', from: podinfo('6.9.4'), to: podinfo('6.9.3') },
  ])
  await expect(revisionChanges(source, at, 'webapp-other')).rejects.toEqual(failure('not-found', /not found/))
})
