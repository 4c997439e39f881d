import type { Json, JsonObject } from '../objects/json.ts'
import { apiVersionOf, type Kind, kindOf, resourceNames } from '../objects/kinds.ts'

const kinds = resourceNames.map(kindOf)
const rootOf = (kind: Kind): string => `${kind.group === '' ? 'api' : 'apis'}/${apiVersionOf(kind)}`
const roots = [...new Set(kinds.map(rootOf))]

const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/apply-patch+yaml',
]

/** No schema is told, so kubectl takes those that it has built in; that fields may be validated here is all it asks for. */
function patchOf({ group, version, kind }: Kind): JsonObject {
  const parameter = (name: string): JsonObject => ({
    name,
    in: 'query',
    schema: { type: 'string', uniqueItems: true },
  })
  return {
    operationId: `patch${version}${kind}`,
    parameters: ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map(parameter),
    requestBody: {
      content: Object.fromEntries(patchTypes.map((type) => [type, { schema: { type: 'object' } }])),
    },
    responses: { '200': { description: 'OK' } },
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': { group, kind, version },
  }
}

const documentOf = (root: string): JsonObject => ({
  openapi: '3.0.0',
  info: { title: 'Rollout Cockpit demo', version: 'v1' },
  paths: Object.fromEntries(
    kinds
      .filter((kind) => rootOf(kind) === root)
      .map((kind) => [
        `/${root}${kind.namespaced ? '/namespaces/{namespace}' : ''}/${kind.resource}/{name}`,
        { patch: patchOf(kind) },
      ]),
  ),
  components: { schemas: {} },
})

/** The OpenAPI document at a path, if there is one. */
export function openApiAt(path: string): Json | undefined {
  if (path === '/openapi/v3')
    return {
      paths: Object.fromEntries(
        roots.map((root) => [root, { serverRelativeURL: `/openapi/v3/${root}?hash=demo` }]),
      ),
    }
  const root = roots.find((one) => path === `/openapi/v3/${one}`)
  return root === undefined ? undefined : documentOf(root)
}
