import { expect, test } from 'vitest'
import { type Json, listAt, textAt } from '../../objects/json.ts'
import type { ResourceName } from '../../objects/kinds.ts'
import type { NewObject } from '../../objects/object.ts'
import { createStore } from '../../objects/store.ts'
import { parseAccept } from '../accept.ts'
import { parseInclude, toTable } from './table.ts'

const start = Date.parse('2026-11-23T10:00:00Z')
const store = createStore({ now: () => start })

/** The narrow and the wide cells of an object, three minutes and five seconds old. */
function cells(resource: ResourceName, object: Omit<NewObject, 'metadata'>, wide = false): readonly Json[] {
  const stored = store.create(
    resource,
    { ...object, metadata: { name: 'x', namespace: 'default' } },
    { dryRun: true },
  )
  const table = toTable([stored], { resource, include: 'None', now: start + 185_000, metadata: {} })
  const columns = listAt(table, 'columnDefinitions')
  return listAt(table, 'rows', 0, 'cells').filter(
    (_, index) =>
      wide ||
      !(columns[index] instanceof Object && 'priority' in columns[index] && columns[index].priority === 1),
  )
}

const template = { spec: { containers: [{ name: 'web', image: 'podinfo:1' }] } }
const selector = {
  matchLabels: { app: 'web' },
  matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['b', 'a'] }],
}
const crashed = {
  name: 'web',
  restartCount: 3,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { finishedAt: '2026-11-23T10:01:05Z' } },
}

test.each([
  [
    'pods',
    { spec: { containers: [{ name: 'web' }] }, status: { phase: 'Running', containerStatuses: [crashed] } },
    ['x', '0/1', 'CrashLoopBackOff', '3 (2m ago)', '3m5s'],
  ],
  [
    'services',
    { spec: { ports: [{ port: 80 }, { port: 53, protocol: 'UDP', nodePort: 30000 }], clusterIP: 'None' } },
    ['x', 'ClusterIP', 'None', '<none>', '80/TCP,53:30000/UDP', '3m5s'],
  ],
  [
    'deployments',
    { spec: { replicas: 4 }, status: { readyReplicas: 3, updatedReplicas: 2, availableReplicas: 1 } },
    ['x', '3/4', 2, 1, '3m5s'],
  ],
  [
    'replicasets',
    { spec: { replicas: 4 }, status: { replicas: 3, readyReplicas: 2 } },
    ['x', 4, 3, 2, '3m5s'],
  ],
  [
    'rollouts',
    { spec: { replicas: 4 }, status: { replicas: 5, updatedReplicas: 1 } },
    ['x', 4, 5, 1, null, '3m5s'],
  ],
  ['analysisruns', { status: { phase: 'Running' } }, ['x', 'Running', '3m5s']],
  ['namespaces', {}, ['x', 'Active', '3m5s']],
  ['configmaps', { data: { a: '1', b: '2' } }, ['x', '2', '3m5s']],
  [
    'endpointslices',
    {
      addressType: 'IPv4',
      ports: [{ port: 80 }],
      endpoints: [
        { addresses: ['1.1.1.1'] },
        { addresses: ['1.1.1.2'] },
        { addresses: ['1.1.1.3'] },
        { addresses: ['1.1.1.4'] },
      ],
    },
    ['x', 'IPv4', '80', '1.1.1.1,1.1.1.2,1.1.1.3 + 1 more...', '3m5s'],
  ],
  [
    'events',
    {
      type: 'Warning',
      reason: 'Failed',
      message: ' so \n',
      involvedObject: { kind: 'Pod', name: 'a' },
      lastTimestamp: '2026-11-23T10:03:00Z',
    },
    ['5s', 'Warning', 'Failed', 'pod/a', 'so'],
  ],
  [
    'horizontalpodautoscalers',
    { spec: { scaleTargetRef: { kind: 'Rollout', name: 'a' }, maxReplicas: 9 } },
    ['x', 'Rollout/a', '<unknown>', '<unset>', 9, 0, '3m5s'],
  ],
] as const)('%s are shown as kubectl shows them', (resource, object, wanted) => {
  expect(cells(resource, object)).toEqual(wanted)
})

test('wide columns name what a workload is made of', () => {
  expect(cells('replicasets', { spec: { template, selector } }, true).slice(-3)).toEqual([
    'web',
    'podinfo:1',
    'app=web,tier notin (a,b)',
  ])
})

test('a row carries as much of its object as is asked for', () => {
  const object = store.create('pods', { metadata: { name: 'y', namespace: 'default' } }, { dryRun: true })
  const row = (include: string | null) =>
    listAt(
      toTable([object], { resource: 'pods', include: parseInclude(include), now: start, metadata: {} }),
      'rows',
    )[0]
  expect(textAt(row(null), 'object', 'kind')).toBe('PartialObjectMetadata')
  expect(textAt(row('Object'), 'object', 'kind')).toBe('Pod')
  expect(row('None')).not.toHaveProperty('object')
  expect(() => row('All')).toThrow('it may be Metadata, Object or None')
})

test.each([
  ['', 'object'],
  ['application/json', 'object'],
  ['*/*', 'object'],
  ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'table'],
  ['application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json', 'object'],
  ['application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io, application/json', 'object'],
  ['application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io', 'metadata'],
])('"%s" is answered with a %s', (accept, form) => {
  expect(parseAccept(accept)).toBe(form)
})

test('who takes nothing that we have is told so', () => {
  expect(() => parseAccept('text/html, application/json;as=constructor')).toThrow('application/json')
})
