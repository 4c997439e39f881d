import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CockpitError } from '../errors.ts'
import {
  parseAnalysisRun,
  parseDeployment,
  parseEndpointSlice,
  parseExperiment,
  parsePod,
  parseReplicaSet,
  parseRollout,
  parseService,
} from './parse.ts'

const parsers = [
  parseRollout,
  parseReplicaSet,
  parsePod,
  parseService,
  parseAnalysisRun,
  parseExperiment,
  parseDeployment,
  parseEndpointSlice,
]

describe('every parser', () => {
  it('refuses an object that nothing could address', () => {
    for (const parse of parsers) {
      for (const raw of [null, 'x', [], {}, { metadata: null }, { metadata: { name: '' } }]) {
        expect(() => parse(raw)).toThrow(CockpitError)
      }
    }
  })

  it('reads whatever else has a name', () => {
    const object = fc.record(
      { metadata: fc.jsonValue(), spec: fc.jsonValue(), status: fc.jsonValue() },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(object, fc.constantFrom(...parsers), ({ metadata, ...rest }, parse) => {
        const named = { ...Object(metadata), name: 'n' }
        expect(parse({ ...rest, metadata: named }).meta.name).toBe('n')
      }),
    )
  })

  it('reads a list with Dates and a watch with texts alike', () => {
    const metadata = (at: unknown) => ({ name: 'n', namespace: 'n', uid: 'u', creationTimestamp: at })
    const text = '2026-03-01T10:00:00Z'
    for (const parse of parsers) {
      expect(parse({ metadata: metadata(new Date(text)) })).toEqual(parse({ metadata: metadata(text) }))
    }
  })
})

it('keeps what identifies an object and who owns it', () => {
  const { meta } = parseService({
    metadata: {
      name: 'a',
      namespace: 'n',
      uid: 'u',
      resourceVersion: '7',
      deletionTimestamp: '2026-03-01T10:00:00Z',
      labels: { l: '1' },
      annotations: { a: '2' },
      ownerReferences: [{ uid: 'o', kind: 'Rollout', name: 'r', controller: true }, { uid: 'p' }],
    },
  })
  expect(meta).toEqual({
    uid: 'u',
    namespace: 'n',
    name: 'a',
    resourceVersion: '7',
    generation: 0,
    createdAt: null,
    deletedAt: '2026-03-01T10:00:00Z',
    labels: { l: '1' },
    annotations: { a: '2' },
    owners: [
      { uid: 'o', kind: 'Rollout', name: 'r', controller: true },
      { uid: 'p', kind: '', name: '', controller: false },
    ],
  })
})

it('gives an object without uid one that nothing is owned by', () => {
  expect(parsePod({ metadata: { name: 'a', namespace: 'n' } }).meta.uid).toBe('n/a')
})

it('reads the states of containers, and whether a measurement has metadata at all', () => {
  const pod = parsePod({
    metadata: { name: 'a' },
    spec: { nodeName: 'node', initContainers: [{ name: 'i', restartPolicy: 'Always' }] },
    status: {
      containerStatuses: [
        {
          name: 'c',
          ready: true,
          restartCount: 2,
          state: { running: { startedAt: '2026-03-01T10:00:00Z' } },
        },
        { name: 'd', started: false, state: { terminated: { exitCode: 1, reason: 'Error' } } },
      ],
    },
  })
  expect(pod.initContainers).toEqual([{ name: 'i', image: '', restartPolicy: 'Always' }])
  expect(pod.status.containerStatuses).toMatchObject([
    {
      ready: true,
      started: null,
      restartCount: 2,
      running: { startedAt: '2026-03-01T10:00:00Z' },
      waiting: null,
    },
    { ready: false, started: false, terminated: { exitCode: 1, reason: 'Error', signal: 0 }, running: null },
  ])
  const run = parseAnalysisRun({
    metadata: { name: 'a' },
    status: { metricResults: [{ measurements: [{ metadata: {} }, { metadata: null }, {}] }] },
  })
  expect(run.metricResults[0]?.measurements.map(({ metadata }) => metadata)).toEqual([{}, null, null])
})

it('reads of an EndpointSlice whose it is and what stands behind each address', () => {
  const slice = parseEndpointSlice({
    metadata: { name: 'web-x', namespace: 'n', uid: 'u', labels: { 'kubernetes.io/service-name': 'web' } },
    endpoints: [
      {
        addresses: ['10.0.0.1'],
        conditions: { ready: true, serving: true, terminating: false },
        targetRef: { kind: 'Pod', name: 'web-1', uid: 'p' },
        nodeName: 'node-1',
      },
      { addresses: ['10.0.0.2'] },
      'odd',
    ],
  })
  expect(slice.service).toBe('web')
  expect(slice.endpoints).toEqual([
    {
      addresses: ['10.0.0.1'],
      ready: true,
      serving: true,
      terminating: false,
      target: { kind: 'Pod', name: 'web-1', uid: 'p' },
      node: 'node-1',
    },
    { addresses: ['10.0.0.2'], ready: null, serving: null, terminating: null, target: null, node: null },
  ])
})

it('reads of a Deployment how it replaces its pods, and how far it has come', () => {
  const { spec, status, template } = parseDeployment({
    metadata: { name: 'web', namespace: 'n', uid: 'u' },
    spec: {
      replicas: 3,
      paused: true,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: { metadata: { labels: { app: 'web' }, annotations: { a: 'b' } } },
    },
    status: { observedGeneration: 2, replicas: 4, updatedReplicas: 1 },
  })
  expect(spec).toMatchObject({
    replicas: 3,
    paused: true,
    maxSurge: '25%',
    maxUnavailable: 0,
    minReadySeconds: 0,
  })
  expect(status).toMatchObject({
    observedGeneration: 2,
    replicas: 4,
    updatedReplicas: 1,
    availableReplicas: 0,
  })
  expect(template).toMatchObject({ labels: { app: 'web' }, annotations: { a: 'b' } })
})

it('reads of a template the colour that podinfo is told to have', () => {
  const colorOf = (...env: readonly unknown[]) =>
    parseReplicaSet({
      metadata: { name: 'web-1', namespace: 'n', uid: 'u' },
      spec: { template: { spec: { containers: [{ name: 'side' }, { name: 'web', env }] } } },
    }).template.color
  expect(colorOf({ name: 'OTHER', value: '#ffffff' }, { name: 'PODINFO_UI_COLOR', value: '#34577C' })).toBe(
    '#34577c',
  )
  expect(colorOf({ name: 'OTHER', value: '#ffffff' })).toBe('')
  expect(colorOf({ name: 'PODINFO_UI_COLOR', value: 'url(//evil.example)' })).toBe('')
  expect(colorOf({ name: 'PODINFO_UI_COLOR', valueFrom: { secretKeyRef: { name: 's' } } })).toBe('')
})

it('reads of a Service how it shares out, with the defaults of the API server', () => {
  const read = (spec: object) => parseService({ metadata: { name: 'web', namespace: 'n', uid: 'u' }, spec })
  expect(read({ selector: { app: 'web' }, ports: [{ port: 80 }] })).toMatchObject({
    type: 'ClusterIP',
    headless: false,
    externalName: '',
    affinitySeconds: null,
    ports: [{ name: '', port: 80, protocol: 'TCP', appProtocol: '' }],
  })
  expect(read({ sessionAffinity: 'ClientIP' }).affinitySeconds).toBe(10_800)
  const config = { clientIP: { timeoutSeconds: 60 } }
  expect(read({ sessionAffinity: 'ClientIP', sessionAffinityConfig: config }).affinitySeconds).toBe(60)
  expect(read({ clusterIP: 'None' }).headless).toBe(true)
})
