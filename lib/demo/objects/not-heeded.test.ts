import { describe, expect, test } from 'vitest'
import { scenarios } from '../scenarios/course.ts'
import { gallery } from '../scenarios/gallery.ts'
import { resourceOf } from './kinds.ts'
import { notHeeded } from './not-heeded.ts'
import type { NewObject } from './object.ts'

const made = (spec: object): NewObject => ({
  metadata: { name: 'web' },
  spec: JSON.parse(JSON.stringify(spec)),
})
const ofPods = {
  initContainers: [{ name: 'wait', image: 'busybox' }],
  containers: [{ name: 'a' }, { name: 'b', lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
  volumes: [{ name: 'cache', emptyDir: {} }],
  nodeSelector: { disk: 'fast' },
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } },
  topologySpreadConstraints: [{ maxSkew: 1 }],
  schedulingGates: [{ name: 'later' }],
  readinessGates: [{ conditionType: 'shop.io/warm' }],
}
const told = (path: string) => [
  `${path}.initContainers: the demo does not run init containers`,
  `${path}.containers[1].lifecycle: the demo does not run the hooks of containers`,
  `${path}.volumes: the demo does not mount volumes`,
  `${path}.nodeSelector: the demo does not choose between nodes`,
  `${path}.affinity: the demo does not choose between nodes`,
  `${path}.topologySpreadConstraints: the demo does not choose between nodes`,
  `${path}.schedulingGates: the demo does not hold pods back from their node`,
  `${path}.readinessGates: the demo does not wait for the readiness that others report`,
]

describe('what is kept and not heeded', () => {
  test.each(['deployments', 'replicasets', 'rollouts'] as const)('of the pods of %s', (resource) => {
    expect(notHeeded(resource, made({ template: { spec: ofPods } }))).toEqual(told('spec.template.spec'))
  })

  test('of pods themselves, and of those of an Experiment', () => {
    expect(notHeeded('pods', made(ofPods))).toEqual(told('spec'))
    const templates = [{ name: 'base' }, { name: 'next', template: { spec: ofPods } }]
    expect(notHeeded('experiments', made({ templates }))).toEqual(told('spec.templates[1].template.spec'))
  })

  test.each([
    [
      { type: 'LoadBalancer' },
      'spec.type: the demo does not give a Service of type LoadBalancer an address outside',
    ],
    [
      { type: 'NodePort' },
      'spec.type: the demo does not open the ports of a Service of type NodePort on a node',
    ],
    [
      { type: 'ExternalName', externalName: 'db.example.org' },
      'spec.type: the demo does not resolve the name that a Service of type ExternalName leads to',
    ],
    [{ sessionAffinity: 'ClientIP' }, 'spec.sessionAffinity: the demo does not keep a client at one pod'],
    [
      { publishNotReadyAddresses: true },
      'spec.publishNotReadyAddresses: the demo does not send requests to pods that are not ready',
    ],
  ])('of a Service with %o', (spec, sentence) => {
    expect(notHeeded('services', made(spec))).toEqual([sentence])
  })

  test('is nothing where nothing is asked for', () => {
    const spec = { initContainers: [], volumes: null, nodeSelector: {}, affinity: {} }
    expect(notHeeded('pods', made(spec))).toEqual([])
    const service = { type: 'ClusterIP', sessionAffinity: 'None', publishNotReadyAddresses: false }
    expect(notHeeded('services', made(service))).toEqual([])
    expect(notHeeded('configmaps', made(ofPods))).toEqual([])
  })

  test('is told again only where it comes to be there', () => {
    const { volumes, ...before } = ofPods
    expect(notHeeded('pods', made(ofPods), made(before))).toEqual([
      'spec.volumes: the demo does not mount volumes',
    ])
    expect(notHeeded('pods', made(before), made({ ...before, volumes }))).toEqual([])
  })

  test('is nothing of what the scenarios apply', () => {
    const applied = [...scenarios, ...gallery]
      .flatMap(({ story }) => story)
      .flatMap((chapter) => ('apply' in chapter ? chapter.apply : []))
    expect(applied.length).toBeGreaterThan(100)
    for (const object of applied) {
      const resource = resourceOf(object.apiVersion ?? '', object.kind ?? '')
      expect(resource && notHeeded(resource, object)).toEqual([])
    }
  })
})
