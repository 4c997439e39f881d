import { describe, expect, test } from 'vitest'
import { createRoads } from './roads.ts'
import { type Resource, type RoadPhase, watchedResources } from './source.ts'

type Step = readonly [Resource, RoadPhase | 'listed', { namespace?: string; problem?: string; at?: string }?]

const roadsAfter = (...steps: readonly Step[]) => roadsWith(() => false, steps)

function roadsWith(hidden: (namespace: string) => boolean, steps: readonly Step[]) {
  const roads = createRoads({ cluster: 'kind', readOnly: false, hidden })
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
    ['Rollouts alone may not be read', [...live, ['rollouts', 'forbidden', {}]], 'live'],
    ['there is no CRD, but there are Deployments', [...live, ['rollouts', 'absent', {}]], 'live'],
    [
      'neither Rollouts nor Deployments may be read',
      [...live, ['rollouts', 'forbidden', {}], ['deployments', 'forbidden', {}]],
      'forbidden',
    ],
    [
      'there is no CRD, and Deployments may not be read',
      [...live, ['rollouts', 'absent', {}], ['deployments', 'forbidden', {}]],
      'absent',
    ],
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

describe('what is not known of a resource in a namespace', () => {
  const problem = 'why'
  const inShop = { namespace: 'shop', problem }
  const wide: Step = ['pods', 'forbidden', { problem: 'wide' }]
  const narrow = (...states: Step[1][]) => states.map((state): Step => ['pods', state, inShop])
  const narrowLive = narrow('listing', 'listed', 'live')

  test.each<[string, readonly Step[], string | null]>([
    ['nothing is known', [], 'listing null'],
    ['it is being listed', [['pods', 'listing', {}]], 'listing null'],
    ['it was listed, and its watch is being opened', [...all('listing'), ...all('listed')], null],
    ['it is live', live, null],
    ['its list is renewed in good health', [...live, ['pods', 'listing', {}]], null],
    ['its first list fails', [...all('listing'), ['pods', 'retrying', { problem }]], 'retrying why'],
    ['its road broke', [...live, ['pods', 'retrying', { problem }]], 'retrying why'],
    ['another road broke', [...live, ['services', 'retrying', { problem }]], null],
    ['the road into another namespace broke', [...live, ['pods', 'retrying', { namespace: 'bank' }]], null],
    ['it is refused', [...live, ['pods', 'forbidden', { problem }]], 'forbidden why'],
    ['it is absent', [...live, ['pods', 'absent', { problem }]], 'absent why'],
    ['the namespace stands in for all', [...live, wide, ...narrowLive], null],
    ['so it does, and broke', [...live, wide, ...narrowLive, ...narrow('retrying')], 'retrying why'],
    ['both are refused', [...live, wide, ...narrow('forbidden')], 'forbidden why'],
    ['only the namespace was ever asked for', narrowLive, null],
  ])('when %s', (_, steps, known) => {
    const road = roadsAfter(...steps).doubt('pods', 'shop')
    expect(road && `${road.state} ${road.problem}`).toBe(known)
  })
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

describe('single namespaces', () => {
  const into = (namespace: string, state: Step[1], resources: readonly Resource[] = watchedResources) =>
    resources.map((resource): Step => [resource, state, { namespace, problem: `${resource} ${state}` }])
  const narrow = [...all('forbidden'), ...into('shop', 'listing'), ...into('shop', 'live')]

  test('are in view where they may be read, or all that were asked for where none may', () => {
    const one = roadsAfter(...narrow, ...into('bank', 'forbidden'))
    expect(one.health()).toMatchObject({ state: 'live', namespaces: ['shop'] })
    const none = roadsAfter(...all('forbidden'), ...into('shop', 'forbidden'), ...into('bank', 'forbidden'))
    expect(none.health()).toMatchObject({ state: 'forbidden', namespaces: ['bank', 'shop'] })
  })

  test('that are hidden count for nothing', () => {
    const steps = [...narrow, ...into('bank', 'listing'), ...into('bank', 'retrying')]
    expect(roadsAfter(...steps).health().state).toBe('connecting')
    const roads = roadsWith((namespace) => namespace === 'bank', steps)
    expect(roads.health()).toMatchObject({ state: 'live', namespaces: ['shop'] })
    expect(roads.health().degraded.some(({ namespace }) => namespace === 'bank')).toBe(false)
  })

  test('are settled with those that a picture needs, each by its own road or by the wide one', () => {
    const steps = [
      ...narrow,
      ...into('bank', 'listing'),
      ...into('bank', 'live', ['rollouts', 'deployments', 'replicasets']),
    ]
    expect(roadsAfter(...steps).settledIn('bank')).toBe(false)
    expect(roadsAfter(...steps, ...into('bank', 'forbidden', ['pods'])).settledIn('bank')).toBe(true)
    expect(roadsAfter(...steps, ['pods', 'live']).settledIn('bank')).toBe(true)
    expect(roadsAfter(...steps, ...into('bank', 'stopped', ['rollouts'])).settledIn('bank')).toBe(false)
    expect(roadsAfter(...all('listing')).settledIn('bank')).toBe(false)
  })

  test('are refused kind by kind, and led into by any other road', () => {
    const roads = roadsAfter(...narrow, ...into('bank', 'forbidden', ['rollouts']))
    expect(roads.refusalIn('bank', 'rollouts')).toMatchObject({ problem: 'rollouts forbidden' })
    expect(roads.refusalIn('bank', 'deployments')).toBeNull()
    expect(['shop', 'none'].map((one) => roads.refusalIn(one, 'rollouts'))).toEqual([null, null])
    expect(['bank', 'shop', 'none'].map(roads.leadsInto)).toEqual([false, true, false])
  })

  test('stand in for all, kind by kind', () => {
    expect(roadsAfter(...live).narrow()).toBe(false)
    const pods = roadsAfter(...live, ['pods', 'forbidden'])
    expect([pods.narrow(), pods.narrow('pods'), pods.narrow('rollouts')]).toEqual([true, true, false])
  })

  test('that were given up are not remembered', () => {
    const roads = roadsAfter(...narrow, ...into('shop', 'stopped'), ...into('shop', 'listed'))
    expect(roads.all().map(({ namespace }) => namespace)).not.toContain('shop')
    expect(roads.known('services')).toEqual([])
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
