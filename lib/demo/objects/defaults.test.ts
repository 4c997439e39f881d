import { expect, test } from 'vitest'
import { withDefaults } from './defaults.ts'

const metadata = { name: 'web', namespace: 'shop' }

test('a Deployment that says nothing gets what kubectl describe shows', () => {
  expect(
    withDefaults('deployments', {
      metadata,
      spec: { replicas: 3, strategy: { rollingUpdate: { maxUnavailable: 0 } } },
    }).spec,
  ).toEqual({
    replicas: 3,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
  })
  expect(
    withDefaults('deployments', { metadata, spec: { strategy: { type: 'Recreate' } } }).spec,
  ).toMatchObject({ strategy: { type: 'Recreate' } })
})

test('a Service has the same address every time it is written', () => {
  const address = () => Object(withDefaults('services', { metadata, spec: { ports: [{ port: 80 }] } }).spec)
  expect(address()).toMatchObject({
    type: 'ClusterIP',
    clusterIP: expect.stringMatching(/^10\.96\.\d+\.\d+$/),
    ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
  })
  expect(address()).toEqual(address())
  expect(withDefaults('services', { metadata, spec: { clusterIP: 'None' } }).spec).toMatchObject({
    clusterIP: 'None',
    clusterIPs: ['None'],
  })
})

test('a template and a custom resource stay as written', () => {
  const spec = { template: { spec: { containers: [] } } }
  expect(withDefaults('rollouts', { metadata, spec }).spec).toBe(spec)
  expect(withDefaults('replicasets', { metadata, spec }).spec).toEqual({ replicas: 1, ...spec })
})

test('a namespace can be selected by its name', () => {
  const labels = { team: 'shop', 'kubernetes.io/metadata.name': 'shop' }
  expect(
    withDefaults('namespaces', { metadata: { name: 'shop', labels: { team: 'shop' } } }).metadata,
  ).toMatchObject({ labels })
})
