import { describe, expect, test } from 'vitest'
import { listAt, objectAt, textAt } from '../../objects/json.ts'
import { blue, deployment, place, service } from '../../scenarios/podinfo.ts'
import { steppedWorld } from '../../testing/play.ts'

const NAMESPACE = 'webapp'

function created() {
  const world = steppedWorld({ start: 0, ready: 2_000, terminate: 3_000, apart: 0 })
  world.apply([
    ...place(NAMESPACE),
    service(NAMESPACE, 'frontend'),
    deployment({ namespace: NAMESPACE, name: 'frontend', version: blue, replicas: 2 }),
  ])
  const slices = () => world.store.list('endpointslices', NAMESPACE)
  const states = () =>
    slices()
      .flatMap((slice) => listAt(slice, 'endpoints'))
      .map((endpoint) => JSON.stringify(objectAt(endpoint, 'conditions')))
  return { world, slices, states }
}

const ready = '{"ready":true,"serving":true,"terminating":false}'
const starting = '{"ready":false,"serving":false,"terminating":false}'
const leaving = '{"ready":false,"serving":true,"terminating":true}'

describe('the EndpointSlice of a Service', () => {
  test('says which pods are ready, at the port that the Service names', () => {
    const { world, slices, states } = created()
    world.clock.advance(1_000)
    expect(states()).toEqual([starting, starting])
    world.clock.advance(2_000)
    expect(states()).toEqual([ready, ready])
    expect(slices()).toHaveLength(1)
    expect(listAt(slices()[0] ?? null, 'ports')).toEqual([{ name: 'http', port: 9898, protocol: 'TCP' }])
  })

  test('says that a pod on its way out takes no more', () => {
    const { world, states } = created()
    world.clock.advance(5_000)
    const [pod] = world.store.list('pods', NAMESPACE)
    world.store.delete('pods', NAMESPACE, pod?.metadata.name ?? '')
    world.clock.advance(1_000)
    expect(states().toSorted()).toEqual([starting, leaving, ready].toSorted())
    world.clock.advance(5_000)
    expect(states()).toEqual([ready, ready])
  })

  test('follows the selector of its Service', () => {
    const { world, states } = created()
    world.clock.advance(5_000)
    const found = world.store.get('services', NAMESPACE, 'frontend')
    if (found)
      world.store.update('services', {
        ...found,
        spec: { selector: { app: 'other' }, ports: [{ port: 80 }] },
      })
    world.clock.advance(1_000)
    expect(states()).toEqual([])
  })

  test('is not made for a Service that selects nothing, and goes with its Service', () => {
    const { world, slices } = created()
    world.apply([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'bare', namespace: NAMESPACE },
        spec: { ports: [{ port: 80 }] },
      },
    ])
    world.clock.advance(1_000)
    expect(
      slices().map((slice) => textAt(slice, 'metadata', 'labels', 'kubernetes.io/service-name')),
    ).toEqual(['frontend'])
    world.store.delete('services', NAMESPACE, 'frontend')
    world.clock.advance(1_000)
    expect(slices()).toEqual([])
  })
})
