import { describe, expect, test } from 'vitest'
import { createRoads } from './roads.ts'
import { type Resource, type RoadPhase, watchedResources } from './source.ts'

type Step = readonly [Resource, RoadPhase | 'listed', { namespace?: string; problem?: string; at?: string }?]

function roadsAfter(...steps: readonly Step[]) {
  const roads = createRoads({ cluster: 'kind', readOnly: false })
  for (const [resource, step, { namespace = null, problem = null, at = '1' } = {}] of steps) {
    if (step === 'listed') roads.note({ type: 'listed', resource, namespace, objects: [] })
    else roads.note({ type: 'road', road: { resource, namespace, state: step, lastContact: at, problem } })
  }
  return roads
}

const all = (step: Step[1]): readonly Step[] => watchedResources.map((resource) => [resource, step])
const live = [...all('listing'), ...all('listed'), ...all('live')]

describe('the state in one word', () => {
  test.each<[string, readonly Step[], string]>([
    ['nothing is known', [], 'connecting'],
    ['all is being listed', all('listing'), 'connecting'],
    [
      'the pods are not listed yet',
      [...live.filter(([r]) => r !== 'pods'), ['pods', 'listing']],
      'connecting',
    ],
    ['all is live', live, 'live'],
    ['the first list fails', [...all('listing'), ['rollouts', 'retrying', {}]], 'connecting'],
    ['a needed road broke', [...live, ['replicasets', 'retrying', {}]], 'stale'],
    ['it is being rebuilt', [...live, ['pods', 'retrying', {}], ['pods', 'listing', {}]], 'stale'],
    [
      'it is live again',
      [...live, ['pods', 'retrying', {}], ['pods', 'listing', {}], ['pods', 'live', {}]],
      'live',
    ],
    ['a list is renewed in good health', [...live, ['rollouts', 'listing', {}]], 'live'],
    ['a road that only adds broke', [...live, ['services', 'retrying', {}]], 'live'],
    ['pods may not be read', [...live.filter(([r]) => r !== 'pods'), ['pods', 'forbidden', {}]], 'live'],
    ['Rollouts may not be read', [...live, ['rollouts', 'forbidden', {}]], 'forbidden'],
    ['there is no CRD', [...live, ['rollouts', 'absent', {}]], 'absent'],
    [
      'the CRD came',
      [...live, ['rollouts', 'absent', {}], ['rollouts', 'listed'], ['rollouts', 'live', {}]],
      'live',
    ],
  ])('when %s', (_, steps, state) => {
    expect(roadsAfter(...steps).health().state).toBe(state)
  })
})

test('says why, since when, and which roads are not live', () => {
  const health = roadsAfter(
    ...live,
    ['rollouts', 'retrying', { problem: 'refused', at: '5' }],
    ['pods', 'retrying', { problem: 'reset', at: '3' }],
    ['services', 'forbidden', { problem: 'Not allowed to list services.' }],
  ).health()
  expect(health).toMatchObject({ state: 'stale', problem: 'refused', lastContact: '3' })
  expect(health.degraded.map(({ resource, state }) => `${resource} ${state}`)).toEqual([
    'rollouts retrying',
    'pods retrying',
    'services forbidden',
  ])
})

describe('one namespace in place of all', () => {
  const narrow = needed('live', 'shop')
  function needed(state: RoadPhase, namespace: string): readonly Step[] {
    return watchedResources.map((resource) => [resource, state, { namespace }])
  }

  test('is live, names the namespace, and keeps the refused wide road as a notice', () => {
    const health = roadsAfter(...all('forbidden'), ...narrow).health()
    expect(health).toMatchObject({ state: 'live', namespaces: ['shop'] })
    expect(health.degraded.length).toBe(watchedResources.length)
  })

  test('ends when the wide right comes back', () => {
    const roads = roadsAfter(
      ...all('forbidden'),
      ...narrow,
      ...needed('stopped', 'shop'),
      ...all('listed'),
      ...all('live'),
    )
    expect(roads.health()).toMatchObject({ state: 'live', namespaces: null, degraded: [] })
    expect(roads.known('services')).toEqual([null])
  })

  test('is forbidden when all of them are', () => {
    const health = roadsAfter(...all('forbidden'), ...needed('forbidden', 'shop')).health()
    expect(health).toMatchObject({ state: 'forbidden' })
  })
})

describe('what is known', () => {
  test('is what was listed where it may be read', () => {
    expect(roadsAfter(['services', 'listing']).known('services')).toEqual([])
    expect(roadsAfter(['services', 'listing'], ['services', 'listed']).known('services')).toEqual([null])
    expect(roadsAfter(...live, ['services', 'retrying']).known('services')).toEqual([null])
    expect(roadsAfter(...live, ['services', 'forbidden']).known('services')).toEqual([])
  })

  test('is not what a road that is given up empties', () => {
    expect(roadsAfter(...live, ['services', 'forbidden'], ['services', 'listed']).known('services')).toEqual(
      [],
    )
    expect(
      roadsAfter(['services', 'forbidden'], ['services', 'live', { namespace: 'shop' }]).known('services'),
    ).toEqual(['shop'])
  })
})
