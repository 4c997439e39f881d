import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../bin/build.mjs'
import { root } from '../../bin/ensure.mjs'
import type { DemoState } from '../../lib/demo/control/control.ts'
import { type JsonValue, listAt, textAt } from '../cluster/json.ts'
import { until } from '../cluster/waits.ts'
import { type RunningCockpit, startCockpit } from '../server/cockpit.ts'

let demo: RunningCockpit

beforeAll(async () => {
  await ensureBuilt(root)
  demo = await startCockpit({ script: 'demo' })
})
afterAll(() => demo[Symbol.asyncDispose]())

const headers = () => ({
  authorization: `Bearer ${demo.token}`,
  'content-type': 'application/json',
  'x-cockpit': '1',
})
const get = (path: string) => fetch(`${demo.origin}${path}`, { headers: headers() })
const read = async (path: string): Promise<JsonValue> => (await get(path)).json()

async function perform(commands: readonly object[]): Promise<void> {
  for (const command of commands) {
    const body = JSON.stringify(command)
    const answer = await fetch(`${demo.origin}/demo/commands`, { method: 'POST', headers: headers(), body })
    expect([command, answer.status]).toEqual([command, 200])
  }
}

const fleet = '/api/c/demo/rollouts'
const canary = '/api/c/demo/webapp-canary/rollouts/frontend'
const stateOf = async (path: string) => textAt(await read(path), 'health.state')

/** What the product's own routes say in each state; the pages draw nothing else. */
const signs: Readonly<Record<string, () => Promise<boolean>>> = {
  live: async () => (await stateOf(fleet)) === 'live',
  empty: async () => listAt(await read(fleet), 'rows').length === 0,
  connecting: async () => (await stateOf('/api/c/demo-viewer/rollouts')) === 'connecting',
  stale: async () => (await stateOf(fleet)) === 'stale',
  reconnecting: async () => (await get(fleet).catch(() => null)) === null,
  forbidden: async () => (await stateOf(fleet)) === 'forbidden',
  'namespace-forbidden': async () => (await get(canary)).status === 403,
  degraded: async () => listAt(await read(fleet), 'health.degraded').length > 0,
  absent: async () => (await stateOf(fleet)) === 'absent',
  'not-allowed': async () => JSON.stringify(await read(canary)).includes('"patchStatus":false'),
  'not-found': async () => (await get('/api/c/demo/webapp-canary/rollouts/frontent')).status === 404,
  deleted: async () => (await get(canary)).status === 404,
  'missing-cluster': async () => (await get('/api/c/nowhere/rollouts')).status === 404,
}

describe('every state of the pages is reached by commands', () => {
  it('the demo names them all, and brings each about', async () => {
    const { pages }: DemoState = await (await get('/demo/state')).json()
    expect(pages.map(({ state }) => state).toSorted()).toEqual(Object.keys(signs).toSorted())
    for (const { state, commands } of pages) {
      await perform([
        { do: 'fault', kind: 'none' },
        { do: 'reset', scenario: 'all' },
      ])
      if (state !== 'connecting') await until(`live before ${state}`, signs.live ?? never, Boolean)
      await perform(commands)
      await until(`the state ${state}`, signs[state] ?? never, Boolean)
    }
  })
})

const never = async () => false
