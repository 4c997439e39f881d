import { isHeeded } from './instance.ts'
import { type Json, textAt } from './json.ts'
import { kindOf, type ResourceName } from './kinds.ts'
import type { NewObject } from './object.ts'
import { type Cause, forbiddenValue } from './refusal.ts'
import { saidAt } from './said-at.ts'

/**
 * Where in an object something is said that no controller of the demo heeds, and what that is; `[]` stands for every entry. Where it
 * depends on what is said there, `when` tells.
 */
type Gap = readonly [path: string, what: string, when?: (value: Json | undefined) => boolean]

const retention = 'how many measurements are kept'
const metadata = 'metadata of pods that changes with their role'
const affinity = 'nodes, and what keeps pods apart on them'
const services = 'Services of templates'

const routes = 'routes other than those of HTTP'
const routers = ['alb', 'ambassador', 'apisix', 'appMesh', 'plugins', 'smi', 'traefik']

const gaps: Partial<Record<ResourceName, readonly Gap[]>> = {
  rollouts: [
    ['spec.workloadRef', 'workloads that are no Deployments', isOtherWorkload],
    ...routers.map((router): Gap => [`spec.strategy.canary.trafficRouting.${router}`, 'this traffic router']),
    ['spec.strategy.canary.trafficRouting.nginx.stableIngresses', 'several Ingresses'],
    ['spec.strategy.canary.trafficRouting.istio.virtualServices', 'several VirtualServices'],
    ['spec.strategy.canary.trafficRouting.istio.destinationRule', 'subsets of a Service'],
    ['spec.strategy.canary.trafficRouting.istio.virtualService.tlsRoutes', routes],
    ['spec.strategy.canary.trafficRouting.istio.virtualService.tcpRoutes', routes],
    ['spec.strategy.canary.canaryMetadata', metadata],
    ['spec.strategy.canary.stableMetadata', metadata],
    ['spec.strategy.canary.antiAffinity', affinity],
    ['spec.strategy.canary.analysis.measurementRetention', retention],
    ['spec.strategy.canary.steps[].analysis.measurementRetention', retention],
    ['spec.strategy.canary.steps[].experiment.templates[].service', services],
    ['spec.strategy.blueGreen.activeMetadata', metadata],
    ['spec.strategy.blueGreen.previewMetadata', metadata],
    ['spec.strategy.blueGreen.antiAffinity', affinity],
    ['spec.strategy.blueGreen.prePromotionAnalysis.measurementRetention', retention],
    ['spec.strategy.blueGreen.postPromotionAnalysis.measurementRetention', retention],
  ],
  analysisruns: [
    ['spec.measurementRetention', retention],
    ['spec.ttlStrategy', 'the end of runs that have lived their time'],
  ],
  analysistemplates: [['spec.measurementRetention', retention]],
  clusteranalysistemplates: [['spec.measurementRetention', retention]],
  experiments: [
    ['spec.templates[].service', services],
    ['spec.measurementRetention', retention],
  ],
  virtualservices: [
    ['spec.tls', routes],
    ['spec.tcp', routes],
  ],
  horizontalpodautoscalers: [['spec', 'autoscalers']],
}

/** What an object asks for that a cluster would do and the demo cannot, in the words of a refusal. */
export function notSimulated(resource: ResourceName, object: NewObject): readonly Cause[] {
  // What belongs to another controller of Argo's is no matter of the demo's.
  if (kindOf(resource).group === 'argoproj.io' && !isHeeded(object)) return []
  return (gaps[resource] ?? []).flatMap(([path, what, when = () => true]) =>
    saidAt(object, path, when).map((field) => forbiddenValue(field, `the demo does not simulate ${what}`)),
  )
}

/** Kinds that the controller takes a template from as well; all others it refuses itself. */
function isOtherWorkload(reference: Json | undefined): boolean {
  return ['ReplicaSet', 'PodTemplate'].includes(textAt(reference ?? null, 'kind'))
}
