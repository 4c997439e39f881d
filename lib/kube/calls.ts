import type { Access, ClusterSource } from '../cluster/source.ts'
import { isRecord, valueAt } from './json.ts'
import { ask, request } from './request.ts'
import { joinPath, listPath } from './resources.ts'
import type { Transport } from './transport.ts'

type Calls = Pick<ClusterSource, 'getRollout' | 'patchRollout' | 'canI'>

const fieldManager = 'rollout-cockpit'
// A right explains a button: it must not hold up the picture that it belongs to.
const askMs = 5_000

/** The single requests a source answers: get and patch a Rollout, and ask what is allowed. */
export function createCalls(transport: Transport): Calls {
  return {
    getRollout: (namespace, name) =>
      request(transport, { method: 'GET', path: rolloutPath(namespace, name, null) }),

    patchRollout: (namespace, name, patch, resourceVersion) =>
      request(transport, {
        method: 'PATCH',
        path: rolloutPath(namespace, name, patch.subresource),
        query: { fieldManager },
        body: {
          value: resourceVersion === null ? patch.body : withVersion(patch.body, resourceVersion),
          contentType: 'application/merge-patch+json',
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

function rolloutPath(namespace: string, name: string, subresource: string | null): string {
  const segments = subresource === null ? [name] : [name, subresource]
  return `${listPath('rollouts', namespace)}${joinPath(segments)}`
}

// The API server compares it with the object's own and answers 409 when the object has moved.
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
