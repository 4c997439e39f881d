import type { Api } from '../api.ts'
import type { JsonObject } from '../json.ts'
import { until } from '../waits.ts'
import type { Named } from './objects.ts'

const open: JsonObject = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }

/** The kind VirtualService of Istio with an open spec: enough for the Rollouts controller, which writes it as it finds it. */
const virtualServiceCrd: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'virtualservices.networking.istio.io' },
  spec: {
    group: 'networking.istio.io',
    names: { kind: 'VirtualService', plural: 'virtualservices', singular: 'virtualservice' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1alpha3',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: open } } },
      },
    ],
  },
}

/** Gives a cluster the kind VirtualService, and waits until it is served and told of. */
export async function installMesh(api: Pick<Api, 'apply' | 'get'>): Promise<void> {
  await api.apply([virtualServiceCrd])
  const group = 'apis/networking.istio.io/v1alpha3'
  for (const path of [`/${group}/virtualservices`, `/openapi/v3/${group}`])
    await until(
      `${path} is served`,
      () => api.get(path),
      () => true,
    )
}

/** A VirtualService with one route, all of it to the first of the two Services. */
export function virtualService({
  services: [first, second],
  ...metadata
}: Named & { readonly services: readonly [string, string] }): JsonObject {
  const route = [
    { destination: { host: first }, weight: 100 },
    { destination: { host: second }, weight: 0 },
  ]
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'VirtualService',
    metadata,
    spec: { hosts: [first], http: [{ name: 'primary', route }] },
  }
}
