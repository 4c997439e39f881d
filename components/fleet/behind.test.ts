import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complete } from '@/lib/deployments/fixtures/situations.ts'
import type { Phase } from '@/lib/rollouts/view.ts'
import { toServiceDetail } from '@/lib/services/detail.ts'
import { course, serviceGraphOf } from '@/lib/services/fixtures/graph.ts'
import { sharedRow } from '@/lib/services/fixtures/rows.ts'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { type FleetRow, keyOfRow } from '@/lib/stream/page.ts'
import { isBehind, nest, workloadAbove } from './behind.ts'
import { chipValues, kinds, sorts } from './fleet-params.ts'
import { mostUrgent, namespacesOf, selectRows } from './select-rows.ts'

const web = waitingRow({ name: 'web' })
const quiet = row({ name: 'a-quiet-one' })
const till = { ...complete.row, uid: 'uid-till', name: 'till', namespace: 'shop' }
const shared = sharedRow({ name: 'front', of: web })
const aOrB = toServiceDetail(serviceGraphOf({ workloads: course })).row
const fleet: readonly FleetRow[] = [shared, quiet, aOrB, till, web]
const everything = { ns: [], q: '', phase: null, kind: null, sort: null }
const none: ReadonlySet<string> = new Set()
const select = (given: Partial<Parameters<typeof selectRows>[1]> = {}, rows = fleet, pins = none) =>
  selectRows(rows, { ...everything, ...given }, pins)
const names = ({ shown, behind }: ReturnType<typeof select>) =>
  shown.map((one) => `${isBehind(one, behind) ? '> ' : ''}${one.name}`)

describe('a Service that the revisions of one workload share', () => {
  test('stands under that workload, whatever the order and what is pinned', () => {
    expect(names(select())).toEqual(['web', '> front', 'a-quiet-one', 'till', 'frontend'])
    expect(names(select({ sort: 'name' }))).toEqual(['a-quiet-one', 'frontend', 'till', 'web', '> front'])
    const pins = new Set(['rollouts/shop/web', keyOfRow(shared)])
    expect(names(select({ sort: 'name' }, fleet, pins)).slice(0, 2)).toEqual(['web', '> front'])
  })

  test('of a Deployment as well, and several by name', () => {
    const more = ['z', 'b'].map((name) => sharedRow({ name, of: till }))
    expect(names(select({ sort: '-name' }, [...more, ...fleet]))).toEqual([
      'web',
      '> front',
      'till',
      '> b',
      '> z',
      'frontend',
      'a-quiet-one',
    ])
  })

  test('is counted as a Service, and in no chip', () => {
    const { counts, kinds: of } = select()
    expect(of).toEqual({ rollout: 2, deployment: 1, service: 2 })
    expect([counts.healthy, counts.paused, counts.waiting]).toEqual([3, 1, 1])
  })

  test('goes with its workload under a chip', () => {
    expect(names(select({ phase: 'waiting' }))).toEqual(['web', '> front'])
    expect(names(select({ phase: 'healthy' }))).toEqual(['a-quiet-one', 'till', 'frontend'])
  })

  test('stands for itself where the search, the namespaces or the kind leave its workload out, and counts', () => {
    expect(names(select({ q: 'kind:service' }))).toEqual(['front', 'frontend'])
    expect(names(select({ kind: 'service' }))).toEqual(['front', 'frontend'])
    expect(select({ kind: 'service' }).counts.healthy).toBe(2)
    expect(names(select({ q: 'front !kind:rollout', phase: 'healthy' }))).toEqual(['front', 'frontend'])
    expect(names(select({}, [shared, quiet]))).toEqual(['a-quiet-one', 'front'])
  })

  test('is left out where the search finds its workload alone', () => {
    expect(names(select({ q: 'kind:rollout' }))).toEqual(['web', 'a-quiet-one'])
  })

  test('makes no second kind to choose from by itself', () => {
    expect(select({}, [web, shared]).mixed).toBe(false)
    expect(select({ kind: 'rollout' }, [web, shared]).mixed).toBe(false)
    expect(select({}, [web, shared, till]).mixed).toBe(true)
    expect(select({}, [web, aOrB]).mixed).toBe(true)
  })

  test('is not what is most urgent, nor one more of its namespace', () => {
    const failing = sharedRow({ name: 'front', of: quiet, phase: 'Degraded' })
    expect(mostUrgent([quiet, failing])).toBe('healthy')
    expect(namespacesOf([quiet, failing])).toEqual([{ name: 'shop', total: 1, waiting: 0 }])
  })
})

const workload = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  phase: fc.constantFrom<Phase>('Healthy', 'Paused', 'Degraded', 'Progressing', 'Unknown'),
  waits: fc.boolean(),
  services: fc.nat(2),
  ofServices: fc.constantFrom<Phase>('Healthy', 'Degraded', 'Progressing'),
})
const anyFleet = fc.uniqueArray(workload, { selector: ({ name }) => name }).chain((workloads) => {
  const rows = workloads.flatMap(({ name, phase, waits, services, ofServices }) => {
    const of = waits ? waitingRow({ name, phase }) : row({ name, phase })
    const behind = Array.from({ length: services }, (_, at) =>
      sharedRow({ name: `${name}-${at}`, of, phase: ofServices }),
    )
    return [of, ...behind]
  })
  return fc.shuffledSubarray<FleetRow>([...rows, aOrB])
})

test('a line that is nested always follows its workload, no line is lost, and each chip counts the others that it shows', () => {
  const asked = fc.record({
    sort: fc.constantFrom(null, ...sorts),
    phase: fc.constantFrom(null, ...chipValues),
    kind: fc.constantFrom(null, ...kinds),
    q: fc.constantFrom('', 'a', 'kind:service', 'phase:degraded', '!kind:rollout'),
  })
  const pins = fc.constantFrom(none, new Set(['rollouts/shop/b', 'services/shop/a-0']))
  fc.assert(
    fc.property(anyFleet, asked, pins, (rows, given, pinned) => {
      const { shown, behind, counts } = select(given, rows, pinned)
      expect(new Set(shown).size).toBe(shown.length)
      expect(shown.every((one) => rows.includes(one))).toBe(true)
      shown.forEach((one, at) => {
        if (one.kind !== 'Service' || !isBehind(one, behind)) return
        expect(workloadAbove(shown, at, behind)?.uid).toBe(one.variants[0]?.maker?.uid)
      })
      const own = shown.filter((one) => !isBehind(one, behind))
      if (given.phase !== null) expect(own).toHaveLength(counts[given.phase])
      const all = select({ ...given, phase: null }, rows, pinned).shown
      const matching = select({ q: given.q, kind: given.kind }, rows).shown
      expect(new Set(all)).toEqual(new Set(matching))
    }),
  )
})

test('what stands for itself is left as it is where nothing is shared', () => {
  const rows = [web, quiet, aOrB]
  expect(nest(rows).own).toBe(rows)
})
