import type { Cluster } from '../../cluster/cluster.ts'
import { type JsonObject, listAt } from '../../cluster/json.ts'
import { installMesh, virtualService } from '../../cluster/scenarios/mesh.ts'
import { service } from '../../cluster/scenarios/objects.ts'
import { type ObjectRef, until, untilPhase } from '../../cluster/waits.ts'
import { checks, longCheck } from './analyses.ts'
import { canary, updated } from './exhibit.ts'

const servicesOf = ({ name }: ObjectRef) => ({
  stableService: `${name}-stable`,
  canaryService: `${name}-canary`,
})

const services = ({ namespace, name }: ObjectRef) =>
  Object.values(servicesOf({ namespace, name })).map((one) => service({ namespace, name: one, app: name }))

const ingress = ({ namespace, name }: ObjectRef): JsonObject => {
  const backend = { service: { name: `${name}-stable`, port: { number: 80 } } }
  const http = { paths: [{ path: '/', pathType: 'Prefix', backend }] }
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { namespace, name },
    spec: { ingressClassName: 'nginx', rules: [{ host: `${name}.acme.test`, http }] },
  }
}

/** A router that has recorded what it was told. */
export async function recorded(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const trafficRouting = { nginx: { stableIngress: ref.name } }
  const options = { canary: { ...servicesOf(ref), trafficRouting } }
  await cluster.apply([...services(ref), ingress(ref)])
  await updated(cluster, ref, canary(ref, '9.2.0', options), canary(ref, '9.3.0', options))
  await untilPhase(cluster, ref, 'Paused')
}

/** A router that the controller has no plugin for: nothing was ever recorded, and nothing moves. */
export async function unrecorded(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const trafficRouting = { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: ref.name } } }
  const options = { canary: { ...servicesOf(ref), trafficRouting } }
  await cluster.apply(services(ref))
  await updated(cluster, ref, canary(ref, '2.0.0'), canary(ref, '2.1.0', options))
  const label = encodeURIComponent(`app=${ref.name}`)
  await until(
    `${ref.name} has a ReplicaSet of each version`,
    () => cluster.get(`/apis/apps/v1/namespaces/${ref.namespace}/replicasets?labelSelector=${label}`),
    (all) => listAt(all, 'items').length === 2,
  )
}

const everyStep = (version: string): readonly JsonObject[] => [
  { setCanaryScale: { replicas: 2 } },
  { setHeaderRoute: { name: 'testers', match: [{ headerName: 'X-Tester', headerValue: { exact: 'yes' } }] } },
  { setMirrorRoute: { name: 'shadow', percentage: 35, match: [{ path: { prefix: '/quotes' } }] } },
  { setWeight: 10 },
  { pause: {} },
  { experiment: { duration: '10m', templates: [{ name: version, specRef: 'canary' }] } },
  { analysis: checks },
  { plugin: { name: 'acme/change-ticket' } },
  { setWeight: 60 },
  { pause: { duration: '15m' } },
]

/** All kinds of steps in one plan, half of them carried out by a service mesh. */
export async function meshed(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const istio = { virtualService: { name: ref.name, routes: ['primary'] } }
  const managedRoutes = [{ name: 'testers' }, { name: 'shadow' }]
  const options = {
    steps: everyStep('candidate'),
    canary: { ...servicesOf(ref), trafficRouting: { istio, managedRoutes } },
  }
  await installMesh(cluster)
  const { stableService, canaryService } = servicesOf(ref)
  const mesh = virtualService({ ...ref, services: [stableService, canaryService] })
  await cluster.apply([longCheck(ref.namespace), ...services(ref), mesh])
  await updated(cluster, ref, canary(ref, '1.4.0', options), canary(ref, '1.5.0', options))
  await untilPhase(cluster, ref, 'Paused')
}
