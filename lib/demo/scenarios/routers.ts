import type { JsonObject } from '../objects/json.ts'
import type { NewObject } from '../objects/object.ts'
import { service } from './podinfo.ts'

/** What splits the traffic of a canary called frontend: the objects that are there before, and what the strategy says of them. */
export interface Router {
  readonly objects: (namespace: string) => readonly NewObject[]
  readonly canary: JsonObject & { readonly trafficRouting: JsonObject }
}

const ingress = (namespace: string): NewObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'frontend', namespace },
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'shop.example.test',
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: 'frontend', port: { number: 80 } } },
            },
          ],
        },
      },
    ],
  },
})

/** An Ingress of nginx, for which the controller makes a second one. */
export const nginx: Router = {
  objects: (namespace) => [
    service(namespace, 'frontend'),
    service(namespace, 'frontend-canary'),
    ingress(namespace),
  ],
  canary: {
    stableService: 'frontend',
    canaryService: 'frontend-canary',
    trafficRouting: { nginx: { stableIngress: 'frontend' } },
  },
}

const virtualService = (namespace: string): NewObject => ({
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'VirtualService',
  metadata: { name: 'frontend', namespace },
  spec: {
    hosts: ['shop.example.test'],
    http: [
      {
        name: 'primary',
        route: ['frontend-ping', 'frontend-pong'].map((host, index) => ({
          destination: { host, port: { number: 80 } },
          weight: index === 0 ? 100 : 0,
        })),
      },
    ],
  },
})

/** A route of a mesh to two Services that change roles with each update, and a place for two routes more. */
export const mesh: Router = {
  objects: (namespace) => [
    service(namespace, 'frontend-ping'),
    service(namespace, 'frontend-pong'),
    virtualService(namespace),
  ],
  canary: {
    pingPong: { pingService: 'frontend-ping', pongService: 'frontend-pong' },
    trafficRouting: {
      managedRoutes: [{ name: 'testers' }, { name: 'shadow' }],
      istio: { virtualService: { name: 'frontend', routes: ['primary'] } },
    },
  },
}

/** Testers are sent to the new version, and a part of all requests is sent there a second time. */
export const meshSteps: readonly JsonObject[] = [
  { setCanaryScale: { weight: 50 } },
  {
    setHeaderRoute: {
      name: 'testers',
      match: [{ headerName: 'x-tester', headerValue: { exact: 'yes' } }],
    },
  },
  { setMirrorRoute: { name: 'shadow', percentage: 35, match: [{ path: { prefix: '/' } }] } },
  { pause: {} },
  { setWeight: 25 },
  { pause: {} },
  { setHeaderRoute: { name: 'testers' } },
  { setMirrorRoute: { name: 'shadow' } },
]
