import { expect, test } from 'vitest'
import { type Json, listAt, textAt } from '../objects/json.ts'
import { resourceNames } from '../objects/kinds.ts'
import { aggregatedAt, aggregatedType, discoveryAt } from './discovery.ts'
import { openApiAt } from './openapi.ts'
import { parseTarget } from './target.ts'

const groupVersions = () => [
  '/api/v1',
  ...listAt(discoveryAt('/apis'), 'groups').map(
    (group) => `/apis/${textAt(group, 'preferredVersion', 'groupVersion')}`,
  ),
]

test('every resource is told, and what is told is there', () => {
  const told = groupVersions().flatMap((path) =>
    listAt(discoveryAt(path), 'resources').map((one) => textAt(one, 'name')),
  )
  expect(told).toEqual(expect.arrayContaining([...resourceNames]))
  for (const path of groupVersions())
    for (const one of listAt(discoveryAt(path), 'resources')) {
      const name = textAt(one, 'name')
      if (!name.includes('/') && !name.startsWith('selfsubject'))
        expect(parseTarget(`${path}/${name}`)).toMatchObject({ resource: name })
    }
})

test('both forms of discovery tell the same', () => {
  const legacy = groupVersions().flatMap((path) => {
    const version = path.replace(/^\/apis?\//, '')
    return listAt(discoveryAt(path), 'resources').map(
      (one) => `${version} ${textAt(one, 'name')} ${listAt(one, 'verbs').join()}`,
    )
  })
  const flat = (path: string) =>
    listAt(aggregatedAt(path, aggregatedType), 'items').flatMap((group) => {
      const [version] = listAt(group, 'versions')
      const name = [textAt(group, 'metadata', 'name'), textAt(version, 'version')].filter(Boolean).join('/')
      return listAt(version, 'resources').flatMap((one): string[] => {
        const words = (subject: Json, title: string) => `${name} ${title} ${listAt(subject, 'verbs').join()}`
        const resource = textAt(one, 'resource')
        return [
          words(one, resource),
          ...listAt(one, 'subresources').map((part) =>
            words(part, `${resource}/${textAt(part, 'subresource')}`),
          ),
        ]
      })
    })
  expect([...flat('/api'), ...flat('/apis')].sort()).toEqual(legacy.sort())
  expect(aggregatedAt('/apis', 'application/json')).toBeUndefined()
})

test('a scale is of another group than what it scales', () => {
  const scale = listAt(discoveryAt('/apis/argoproj.io/v1alpha1'), 'resources').find(
    (one) => textAt(one, 'name') === 'rollouts/scale',
  )
  expect(scale).toMatchObject({ kind: 'Scale', group: 'autoscaling', version: 'v1' })
})

test('OpenAPI says of every kind that its patches may be validated', () => {
  const paths = openApiAt('/openapi/v3')
  expect(paths).toMatchObject({
    paths: {
      'apis/argoproj.io/v1alpha1': {
        serverRelativeURL: expect.stringContaining('/openapi/v3/apis/argoproj.io/v1alpha1'),
      },
    },
  })
  const parameter = expect.objectContaining({ name: 'fieldValidation', in: 'query' })
  expect(openApiAt('/openapi/v3/apis/argoproj.io/v1alpha1')).toMatchObject({
    paths: {
      '/apis/argoproj.io/v1alpha1/namespaces/{namespace}/rollouts/{name}': {
        patch: {
          parameters: expect.arrayContaining([parameter]),
          'x-kubernetes-group-version-kind': { group: 'argoproj.io', version: 'v1alpha1', kind: 'Rollout' },
        },
      },
    },
  })
  expect(openApiAt('/openapi/v3/apis/none/v1')).toBeUndefined()
})
