import { describe, expect, test } from 'vitest'
import { kindOf, resourceNames } from '../objects/kinds.ts'
import { mayAct } from './access.ts'
import { createDesk } from './testing.ts'

const reviews = '/apis/authorization.k8s.io/v1'
const cart = '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts/cart'

describe('who may do what', () => {
  test('the operator everything, the viewer nothing that changes', () => {
    const { operator, viewer } = createDesk().backing.identities
    for (const resource of resourceNames)
      for (const subresource of ['', 'status', 'scale', 'proxy', 'log'])
        for (const verb of [
          'get',
          'list',
          'watch',
          'create',
          'update',
          'patch',
          'delete',
          'deletecollection',
        ]) {
          const wish = {
            verb,
            group: kindOf(resource).group,
            resource,
            subresource,
            namespace: 'shop',
            name: '',
          }
          expect(mayAct(operator, wish)).toBe(true)
          if (!['get', 'list', 'watch'].includes(verb)) expect(mayAct(viewer, wish)).toBe(false)
          else if (subresource === '') expect(mayAct(viewer, wish)).toBe(true)
          if (subresource === 'proxy') expect(mayAct(viewer, wish)).toBe(false)
        }
  })

  test('a request is refused in the words of RBAC', () => {
    const { ask } = createDesk()
    expect(ask('PATCH', `${cart}/status`, { as: 'viewer', body: {} })).toMatchObject({
      code: 403,
      body: {
        reason: 'Forbidden',
        message:
          'rollouts.argoproj.io "cart" is forbidden: User "viewer" cannot patch resource "rollouts/status" in API group "argoproj.io" in the namespace "shop"',
        details: { name: 'cart', group: 'argoproj.io', kind: 'rollouts' },
      },
    })
    expect(ask('DELETE', '/api/v1/namespaces/shop', { as: 'viewer' }).code).toBe(403)
    expect(ask('GET', '/metrics', { as: 'viewer' })).toMatchObject({
      code: 403,
      body: { message: 'forbidden: User "viewer" cannot get path "/metrics"' },
    })
    expect(ask('GET', '/metrics').code).toBe(404)
    expect(ask('GET', cart, { as: 'nobody' })).toMatchObject({ code: 401, body: { reason: 'Unauthorized' } })
    expect(ask('GET', '/version', { as: 'nobody' }).code).toBe(200)
  })

  test('an access review answers as the request itself would be', () => {
    const { ask } = createDesk()
    const attributes = { verb: 'patch', group: 'argoproj.io', resource: 'rollouts', namespace: 'shop' }
    const may = (as: 'operator' | 'viewer', resourceAttributes: object) =>
      ask('POST', `${reviews}/selfsubjectaccessreviews`, { as, body: { spec: { resourceAttributes } } })
    expect(may('operator', attributes)).toMatchObject({
      code: 201,
      body: { kind: 'SelfSubjectAccessReview', status: { allowed: true } },
    })
    expect(may('viewer', attributes).body).toMatchObject({ status: { allowed: false } })
    expect(may('viewer', { ...attributes, verb: 'get', subresource: 'status' }).body).toMatchObject({
      status: { allowed: true },
    })
    const path = { spec: { nonResourceAttributes: { verb: 'get', path: '/version' } } }
    expect(
      ask('POST', `${reviews}/selfsubjectaccessreviews`, { as: 'viewer', body: path }).body,
    ).toMatchObject({ status: { allowed: true } })
    expect(ask('POST', `${reviews}/selfsubjectaccessreviews`, { body: { spec: {} } }).code).toBe(422)
  })

  test('a rules review tells the rules', () => {
    const { ask } = createDesk()
    const review = (as: 'operator' | 'viewer') =>
      ask('POST', `${reviews}/selfsubjectrulesreviews`, { as, body: { spec: { namespace: 'shop' } } }).body
    expect(review('operator')).toMatchObject({
      status: {
        incomplete: false,
        resourceRules: expect.arrayContaining([{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]),
      },
    })
    expect(JSON.stringify(review('viewer'))).not.toContain('"*"')
    expect(ask('POST', `${reviews}/selfsubjectrulesreviews`, { body: { spec: {} } }).code).toBe(400)
    expect(ask('GET', `${reviews}/selfsubjectrulesreviews`).code).toBe(405)
    expect(
      ask('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', { as: 'viewer', body: {} }).body,
    ).toMatchObject({
      status: { userInfo: { username: 'viewer', groups: ['demo:people', 'system:authenticated'] } },
    })
  })
})
