import { isJsonObject, type Json, type JsonObject, objectAt, textAt } from '../objects/json.ts'
import { invalid, invalidValue, refuse } from '../objects/refusal.ts'
import { mayAct, mayUsePath } from './access.ts'
import type { Identity } from './identity.ts'
import { rulesIn } from './rules.ts'

const authorization = 'authorization.k8s.io'
const authentication = 'authentication.k8s.io'

/** What can only be created, and is answered instead of stored. */
export const reviewKinds = [
  {
    group: authorization,
    version: 'v1',
    resource: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
  },
  {
    group: authorization,
    version: 'v1',
    resource: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
  },
  { group: authentication, version: 'v1', resource: 'selfsubjectreviews', kind: 'SelfSubjectReview' },
] as const

export type ReviewKind = (typeof reviewKinds)[number]

/** The review that a path stands for, if it stands for one. */
export const reviewAt = (path: string): ReviewKind | undefined =>
  reviewKinds.find(({ group, version, resource }) => path === `/apis/${group}/${version}/${resource}`)

/** The answered review. */
export function answerReview(review: ReviewKind, identity: Identity, body: JsonObject): JsonObject {
  const { kind, group, version } = review
  const spec = objectAt(body, 'spec')
  return {
    kind,
    apiVersion: `${group}/${version}`,
    metadata: {},
    ...(Object.keys(spec).length > 0 ? { spec } : {}),
    status: answers[kind](identity, spec),
  }
}

const answers: Record<ReviewKind['kind'], (identity: Identity, spec: JsonObject) => Json> = {
  SelfSubjectAccessReview: (identity, spec) => {
    const allowed = accessOf(identity, spec)
    return allowed ? { allowed, reason: `the demo allows it to ${identity.user}` } : { allowed }
  },
  SelfSubjectRulesReview: (identity, spec) => {
    const { paths, refuses } = identity
    const namespace = textAt(spec, 'namespace')
    if (namespace === '') throw refuse('BadRequest', 'no namespace on request')
    const all = paths.includes('*') && refuses === undefined
    return {
      resourceRules: rulesIn(identity, namespace).map(({ verbs, apiGroups, resources }) => ({
        verbs,
        apiGroups,
        resources,
      })),
      nonResourceRules: [{ verbs: all ? ['*'] : ['get'], nonResourceURLs: paths }],
      incomplete: false,
    }
  },
  SelfSubjectReview: ({ user, groups }) => ({ userInfo: { username: user, groups } }),
}

function accessOf(identity: Identity, spec: JsonObject): boolean {
  const { resourceAttributes: act, nonResourceAttributes: path } = spec
  if (isJsonObject(act) === isJsonObject(path))
    throw invalid({ group: authorization, resource: '', kind: '' }, '', [
      invalidValue(
        'spec.resourceAttributes',
        null,
        'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ),
    ])
  if (isJsonObject(path)) return mayUsePath(identity, textAt(path, 'path'))
  const text = (field: string) => textAt(act, field)
  return mayAct(identity, {
    verb: text('verb'),
    group: text('group'),
    resource: text('resource'),
    subresource: text('subresource'),
    namespace: text('namespace'),
    name: text('name'),
  })
}
