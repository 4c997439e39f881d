import { expect, test } from 'vitest'
import type { Health } from '@/lib/stream/protocol.ts'
import { fleetState } from './fleet-state.ts'

const health = (state: Health['state']): Health => ({
  cluster: 'one',
  state,
  lastContact: null,
  problem: null,
  namespaces: null,
  degraded: [],
  readOnly: false,
})

test.each([
  ['nothing heard', undefined, undefined, 0, 'connecting'],
  ['listed by the server, not yet by the cluster', health('connecting'), 0, 0, 'connecting'],
  ['no Rollouts', health('live'), 0, 0, 'empty'],
  ['rows', health('live'), 2, 1, 'rows'],
  ['rows that nothing matches', health('live'), 2, 0, 'no-match'],
  ['rows of before a break', health('stale'), 2, 2, 'rows'],
  ['refused', health('forbidden'), 0, 0, 'forbidden'],
  ['no CRD', health('absent'), undefined, 0, 'absent'],
] as const)('%s', (_, of, rows, shown, state) => {
  expect(fleetState(of, rows, shown)).toBe(state)
})
