import { expect, test } from 'vitest'
import { fleetPath, rolloutPath } from '@/lib/paths.ts'
import { crumbsOf } from './crumbs.ts'

const cluster = 'arn:aws:eks:eu-west-1:1:cluster/prod 100%'

test('the fleet is one crumb with the context name as a person wrote it', () => {
  expect(crumbsOf(fleetPath(cluster))).toEqual([{ text: cluster, href: fleetPath(cluster) }])
})

test('a Rollout is told with its namespace, which leads to the fleet narrowed to it', () => {
  const path = rolloutPath({ cluster, namespace: 'shop', name: 'check.out' })
  expect(crumbsOf(path)).toEqual([
    { text: cluster, href: fleetPath(cluster) },
    { text: 'shop', href: `${fleetPath(cluster)}?ns=shop` },
    { text: 'check.out', href: path },
  ])
})

test('the start has none', () => {
  expect(crumbsOf('/')).toEqual([])
})
