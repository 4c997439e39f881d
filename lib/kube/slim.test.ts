import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { watchedResources } from '../cluster/source.ts'
import { slim } from './slim.ts'

const metadata = {
  name: 'a',
  ownerReferences: [{ uid: 'u' }],
  managedFields: [{ manager: 'kubectl' }],
  annotations: {
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
    'rollout.argoproj.io/revision': '2',
  },
}
const leanMetadata = {
  name: 'a',
  ownerReferences: [{ uid: 'u' }],
  annotations: { 'rollout.argoproj.io/revision': '2' },
}
const container = { name: 'web', image: 'nginx:1', env: [{ name: 'PASSWORD', value: 'x' }], command: ['sh'] }
const leanContainer = { name: 'web', image: 'nginx:1' }

describe('slimming', () => {
  test('a pod keeps what tells its state', () => {
    const pod = {
      metadata,
      spec: {
        nodeName: 'n',
        readinessGates: [{ conditionType: 'x' }],
        volumes: [{}],
        containers: [container],
        initContainers: [{ ...container, restartPolicy: 'Always' }],
      },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready' }],
        containerStatuses: [
          { name: 'web', ready: true, state: { running: {} }, resources: {}, volumeMounts: [] },
        ],
      },
    }
    expect(slim('pods', pod)).toEqual({
      metadata: leanMetadata,
      spec: {
        nodeName: 'n',
        readinessGates: [{ conditionType: 'x' }],
        containers: [leanContainer],
        initContainers: [{ ...leanContainer, restartPolicy: 'Always' }],
      },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready' }],
        containerStatuses: [{ name: 'web', ready: true, state: { running: {} } }],
      },
    })
  })

  test.each(['replicasets', 'deployments'] as const)(
    '%s keep of their template what tells a version, and no secret',
    (resource) => {
      const spec = { replicas: 3, selector: { matchLabels: { app: 'a' } }, minReadySeconds: 5 }
      const color = { name: 'PODINFO_UI_COLOR', value: '#34577c' }
      const coloured = { ...container, env: [...container.env, color] }
      const template = {
        metadata: { labels: { app: 'a' } },
        spec: { volumes: [{}], containers: [container, coloured] },
      }
      const object = { metadata, spec: { ...spec, template }, status: { replicas: 3 } }
      expect(slim(resource, object)).toEqual({
        metadata: leanMetadata,
        spec: {
          ...spec,
          template: {
            metadata: { labels: { app: 'a' } },
            spec: { containers: [leanContainer, { ...leanContainer, env: [color] }] },
          },
        },
        status: { replicas: 3 },
      })
    },
  )

  test('a Service keeps what tells who is behind it and how it shares out', () => {
    const spec = {
      selector: { app: 'a' },
      ports: [{ port: 80 }],
      type: 'ClusterIP',
      clusterIP: '10.0.0.1',
      sessionAffinity: 'None',
    }
    const service = { metadata, spec: { ...spec, ipFamilies: ['IPv4'] }, status: { loadBalancer: {} } }
    expect(slim('services', service)).toEqual({ metadata: leanMetadata, spec })
  })

  test.each(['rollouts', 'analysisruns', 'experiments'] as const)('%s stay whole', (resource) => {
    const object = {
      metadata,
      spec: { template: { template: { odd: true } }, steps: 'none' },
      status: null,
      odd: 1,
    }
    expect(slim(resource, object)).toEqual({ ...object, metadata: leanMetadata })
  })

  test('half-typed shapes pass as they are', () => {
    const odd = {
      metadata: 'x',
      spec: { containers: 'many', initContainers: [1, null], nodeName: 3 },
      status: [],
    }
    expect(slim('pods', odd)).toEqual(odd)
    const template = { metadata: null, spec: { template: 7 } }
    expect(slim('replicasets', template)).toEqual(template)
    expect(slim('services', { metadata: [], spec: null })).toEqual({ metadata: [], spec: null })
  })

  test('nothing makes it throw, change its argument or grow', () => {
    const field = fc.constantFrom(
      'metadata',
      'annotations',
      'spec',
      'status',
      'template',
      'containers',
      'containerStatuses',
      '__proto__',
    )
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom(null, 0, 'x', true),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(field, tie('any'), { maxKeys: 5 }),
      ),
    }))
    fc.assert(
      fc.property(fc.constantFrom(...watchedResources), any, (resource, object) => {
        const before = JSON.stringify(object)
        const after = JSON.stringify(slim(resource, object))
        expect(JSON.stringify(object)).toBe(before)
        expect(after.length).toBeLessThanOrEqual(before.length)
      }),
    )
  })
})
