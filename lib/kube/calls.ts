import type { Access, ClusterSource, Resource } from '../cluster/source.ts'
import type { Patch, PatchOperation } from '../rollouts/patch.ts'
import { isRecord, valueAt } from './json.ts'
import { ask, request } from './request.ts'
import { joinPath, listPath } from './resources.ts'
import type { Transport } from './transport.ts'

type Calls = Pick<ClusterSource, 'get' | 'patch' | 'canI'>

const fieldManager = 'rollout-cockpit'
// A right explains a button: it must not hold up the picture that it belongs to.
const askMs = 5_000

const contentTypes: Readonly<Record<Patch['type'], string>> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
}

/** The single requests a source answers: get and patch one object, and ask what is allowed. */
export function createCalls(transport: Transport): Calls {
  return {
    get: (resource, namespace, name) =>
      request(transport, { method: 'GET', path: objectPath(resource, namespace, name, null) }),

    patch: (resource, namespace, name, patch, resourceVersion) =>
      request(transport, {
        method: 'PATCH',
        path: objectPath(resource, namespace, name, patch.subresource),
        query: { fieldManager, ...(patch.dryRun === true && { dryRun: 'All' }) },
        body: {
          value: resourceVersion === null ? patch.body : standingOn(patch, resourceVersion),
          contentType: contentTypes[patch.type],
        },
      }),

    async canI(access) {
      const answer = await ask(transport, {
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        body: { value: review(access), contentType: 'application/json' },
        signal: AbortSignal.timeout(askMs),
      })
      const allowed = answer.ok ? valueAt(answer.value, 'status', 'allowed') : null
      return typeof allowed === 'boolean' ? allowed : null
    },
  }
}

function objectPath(resource: Resource, namespace: string, name: string, subresource: string | null): string {
  const segments = subresource === null ? [name] : [name, subresource]
  return `${listPath(resource, namespace)}${joinPath(segments)}`
}

// The API server compares the version in what results with the object's own and answers 409 when the object has moved.
const standingOn = (patch: Patch, resourceVersion: string) =>
  patch.type === 'json' ? [...patch.body, version(resourceVersion)] : withVersion(patch.body, resourceVersion)

const version = (value: string): PatchOperation => ({
  op: 'replace',
  path: '/metadata/resourceVersion',
  value,
})

function withVersion(body: Readonly<Record<string, unknown>>, resourceVersion: string) {
  const metadata = isRecord(body.metadata) ? body.metadata : {}
  return { ...body, metadata: { ...metadata, resourceVersion } }
}

function review({ verb, group, resource, subresource, namespace }: Access) {
  const attributes = { verb, group, resource, namespace, ...(subresource === null ? {} : { subresource }) }
  return {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: attributes },
  }
}
