import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../objects/json.ts'
import { blueGreenRollout, canaryRollout } from '../../scenarios/course.ts'
import { blue, place, service } from '../../scenarios/podinfo.ts'
import { createTable } from '../../testing/table.ts'

const canaryOf = (spec: JsonObject) => {
  const table = createTable('webapp-canary')
  const services = ['stable', 'canary'].map((name) => service('webapp-canary', name))
  table.apply(...place('webapp-canary'), ...services, canaryRollout(blue))
  table.patch({ spec })
  return table.rows(5_000).at(-1)
}

const steps = (...given: readonly JsonObject[]): JsonObject => ({ strategy: { canary: { steps: given } } })
const routed = (trafficRouting: JsonObject): JsonObject => ({
  strategy: { canary: { stableService: 'stable', canaryService: 'canary', trafficRouting } },
})
const template = (container: JsonObject): JsonObject => ({ template: { spec: { containers: [container] } } })
const said = (fault: string) => `- |  | Degraded: InvalidSpec: The Rollout "frontend" is invalid: ${fault}`

describe('an invalid Rollout', () => {
  test.each<[string, JsonObject, string]>([
    [
      'a weight of 120',
      steps({ setWeight: 120 }),
      'spec.strategy.steps[0].setWeight: Invalid value: 120: SetWeight needs to be between 0 and 100',
    ],
    [
      'a pause of -1',
      steps({ pause: { duration: '-1' } }),
      'spec.strategy.steps[0].pause.duration: Invalid value: -1: Duration needs to be greater than 0',
    ],
    [
      'labels that the selector does not match',
      { selector: { matchLabels: { app: 'other' } } },
      'spec.template.metadata.labels: Invalid value: {"app":"frontend"}: `selector` does not match template `labels`',
    ],
    [
      'no room to move',
      { strategy: { canary: { maxSurge: 0, maxUnavailable: 0 } } },
      'spec.strategy.maxSurge: Invalid value: 0: MaxSurge and MaxUnavailable both can not be zero',
    ],
    [
      'a deadline before its pods can be ready',
      { minReadySeconds: 60, progressDeadlineSeconds: 30 },
      'spec.progressDeadlineSeconds: Invalid value: 30: must be greater than minReadySeconds',
    ],
    [
      'no template',
      { template: null },
      'spec.template.metadata.labels: Invalid value: {}: `selector` does not match template `labels`',
    ],
    [
      'a container whose name is no label',
      template({ name: '<b>', image: 'example.test/web:1.0' }),
      `spec.template.spec.containers[0].name: Invalid value: "<b>": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
    ],
    [
      'a container without an image',
      template({ name: 'web' }),
      'spec.template.spec.containers[0].image: Required value',
    ],
    [
      'a router that is not simulated',
      { strategy: { canary: { trafficRouting: { alb: {} } } } },
      'spec.strategy.canary.trafficRouting.alb: Forbidden: the demo does not simulate this traffic router',
    ],
    [
      'an Ingress that is not named',
      routed({ nginx: {} }),
      'spec.strategy.canary.trafficRouting.nginx: Internal error: Either StableIngress or StableIngresses must be configured. Neither are configured.',
    ],
    [
      'a mesh without a VirtualService',
      routed({ istio: {} }),
      'spec.strategy.canary.trafficRouting.istio: Internal error: either VirtualService or VirtualServices must be configured',
    ],
    [
      'a VirtualService elsewhere',
      routed({ istio: { virtualService: { name: 'web.mesh' } } }),
      'spec.strategy.canary.trafficRouting.istio.virtualService.name: the demo does not simulate VirtualServices of other namespaces',
    ],
    [
      'an analysis without template',
      steps({ analysis: { templates: [{ templateName: 'gone' }] } }),
      `spec.strategy.canary.steps[0].analysis.templates: Invalid value: "gone": AnalysisTemplate 'gone' not found`,
    ],
  ])('with %s says so and makes no pod', (_, spec, fault) => {
    expect(canaryOf(spec)?.replace('-/- | ', '')).toBe(said(fault))
  })

  test('says what its Service lacks, and goes on within ten seconds of its coming', () => {
    const namespace = 'webapp-blue-green'
    const table = createTable(namespace)
    table.apply(...place(namespace), blueGreenRollout(blue))
    const missing =
      'spec.strategy.blueGreen.activeService: Invalid value: "frontend": service "frontend" not found'
    expect(table.rows(60_000).at(-1)).toContain(missing)
    table.apply(service(namespace, 'frontend', 'other'), service(namespace, 'frontend-preview'))
    expect(table.rows(10_000).at(-1)).toContain('Service "frontend" has unmatch label "app" in rollout')
    table.apply(service(namespace, 'frontend'))
    expect(table.rows(12_000).at(-1)).toBe('- | 1:3* | 1/1 | Healthy')
  })
})
