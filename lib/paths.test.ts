import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionApi, fleetPath, fromSegment, pathIn, rolloutApi, rolloutPath, streamApi } from './paths.ts'

const anyName = fc.string({ minLength: 1, unit: 'grapheme' })

test('a context of any name is one segment and comes back as it was', () => {
  fc.assert(
    fc.property(anyName, (cluster) => {
      const segments = fleetPath(cluster).split('/')
      expect(segments).toHaveLength(3)
      expect(fromSegment(segments[2] ?? '')).toBe(cluster)
    }),
  )
})

test('a path says cluster, namespace and name, and no browser reads it as another', () => {
  const ref = { cluster: 'arn:aws:eks:x:1:cluster/prod 100%?#', namespace: 'shop', name: 'frontend' }
  const path = '/c/arn%3Aaws%3Aeks%3Ax%3A1%3Acluster%2Fprod%20100%25%3F%23/shop/rollouts/frontend'
  expect(rolloutPath(ref)).toBe(path)
  expect(new URL(rolloutPath(ref), 'http://127.0.0.1').pathname).toBe(path)
  expect(actionApi(ref, 'promote-full')).toBe(`/api${path}/actions/promote-full`)
  expect(rolloutApi(ref)).toBe(`/api${path}`)
})

test('a page has the same place in every cluster', () => {
  const shop = { namespace: 'shop', name: 'frontend' }
  const [here, there] = ['a/b', 'c d']
  expect(pathIn(there, rolloutPath({ cluster: here, ...shop }))).toBe(
    rolloutPath({ cluster: there, ...shop }),
  )
  expect(pathIn(there, fleetPath(here))).toBe(fleetPath(there))
})

test('a segment that is not well-formed stands for itself', () => {
  expect(fromSegment('100%')).toBe('100%')
})

test('the stream names everything that is wanted of one cluster', () => {
  const url = new URL(
    streamApi('a&b', true, ['rollouts/shop/x', 'rollouts/shop/y', 'deployments/shop/z']),
    'http://127.0.0.1',
  )
  expect(url.searchParams.get('cluster')).toBe('a&b')
  expect(url.searchParams.get('fleet')).toBe('1')
  expect(url.searchParams.getAll('rollout')).toEqual(['shop/x', 'shop/y'])
  expect(url.searchParams.getAll('deployment')).toEqual(['shop/z'])
  expect(new URL(streamApi('a', false, []), 'http://x').searchParams.has('fleet')).toBe(false)
})
