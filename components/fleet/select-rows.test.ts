import { describe, expect, test } from 'vitest'
import { complete, overdue } from '@/lib/deployments/fixtures/situations.ts'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { mostUrgent, namespacesOf, selectRows } from './select-rows.ts'

const rows = [
  row({ name: 'quiet' }),
  row({ name: 'broken', phase: 'Degraded' }),
  row({
    name: 'timed',
    namespace: 'billing',
    phase: 'Paused',
    pause: { waitsFor: 'clock', reason: 'CanaryPauseStep', since: null, until: null },
  }),
  waitingRow({ name: 'waits', namespace: 'billing' }),
]
const everything = { ns: [], q: '', phase: null, kind: null, sort: null }
const none: ReadonlySet<string> = new Set()
const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name)

describe('selectRows', () => {
  test('puts what waits for a person first', () => {
    expect(names(selectRows(rows, everything, none).shown)).toEqual(['waits', 'broken', 'timed', 'quiet'])
  })

  test('a timed pause is paused and does not wait for you', () => {
    expect(selectRows(rows, everything, none).counts).toEqual({
      attention: 2,
      waiting: 1,
      degraded: 1,
      progressing: 0,
      paused: 2,
      healthy: 1,
      unknown: 0,
    })
  })

  test('chips count what the namespaces and the search leave, whichever chip is chosen', () => {
    const { shown, counts } = selectRows(rows, { ...everything, ns: ['billing'], phase: 'healthy' }, none)
    expect(shown).toEqual([])
    expect(counts.paused).toBe(2)
    expect(counts.degraded).toBe(0)
  })

  test('what waits for a person, is broken or unknown needs attention, each once; what moves on by itself does not', () => {
    const more = [
      ...rows,
      row({ name: 'odd', phase: 'Unknown' }),
      row({ name: 'moves', phase: 'Progressing' }),
      waitingRow({ name: 'both', phase: 'Degraded' }),
    ]
    const { shown, counts } = selectRows(more, { ...everything, phase: 'attention' }, none)
    expect(names(shown)).toEqual(['waits', 'both', 'broken', 'odd'])
    expect(counts.attention).toBe(4)
  })

  test('the search narrows within the namespaces', () => {
    expect(names(selectRows(rows, { ...everything, ns: ['billing'], q: '!waits' }, none).shown)).toEqual([
      'timed',
    ])
  })

  test('leaves the list it was given as it is', () => {
    const before = [...rows]
    selectRows(rows, everything, none)
    expect(rows).toEqual(before)
  })
})

test('namespaces tell how many Rollouts they have and how many of them wait', () => {
  expect(namespacesOf(rows)).toEqual([
    { name: 'billing', total: 2, waiting: 1 },
    { name: 'shop', total: 2, waiting: 0 },
  ])
})

test('the most urgent state is a broken one, then one that waits; an empty fleet has none', () => {
  expect(mostUrgent(rows)).toBe('degraded')
  expect(mostUrgent(rows.filter(({ phase }) => phase !== 'Degraded'))).toBe('waiting')
  expect(mostUrgent([row({ name: 'a' }), row({ name: 'b', phase: 'Unknown' })])).toBe('unknown')
  expect(mostUrgent([])).toBeNull()
})

describe('kinds', () => {
  const mixed = [...rows, { ...complete.row, name: 'web' }, { ...overdue.row, uid: 'd2', name: 'stuck' }]

  test('stand in one list, what is in trouble first', () => {
    expect(names(selectRows(mixed, everything, none).shown)).toEqual([
      'waits',
      'broken',
      'stuck',
      'timed',
      'quiet',
      'web',
    ])
  })

  test('can be narrowed to one, and are counted all the same', () => {
    const { shown, counts, kinds } = selectRows(mixed, { ...everything, kind: 'deployment' }, none)
    expect(names(shown)).toEqual(['stuck', 'web'])
    expect([counts.degraded, counts.healthy]).toEqual([1, 1])
    expect(kinds).toEqual({ rollout: 4, deployment: 2, service: 0 })
  })

  test('are found by their word', () => {
    const found = selectRows(mixed, { ...everything, q: 'kind:deploy' }, none)
    expect(names(found.shown)).toEqual(['stuck', 'web'])
    expect(names(selectRows(mixed, { ...everything, q: '!kind:deployment web' }, none).shown)).toEqual([])
  })
})
