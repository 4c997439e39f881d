import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Cockpit, createCockpit } from '../../lib/cluster/cockpit.ts'
import type { Hub } from '../../lib/cluster/hub.ts'
import { readRollout } from '../../lib/cluster/reads.ts'
import { realTimers } from '../../lib/cluster/timers.ts'
import { createFaults } from '../../lib/demo/api/faults.ts'
import { writeKubeconfig } from '../../lib/demo/api/kubeconfig.ts'
import { type Api, startApi } from '../../lib/demo/api/server.ts'
import { createRealClock } from '../../lib/demo/clock.ts'
import { parseCommand } from '../../lib/demo/control/command.ts'
import { createControl } from '../../lib/demo/control/control.ts'
import { pages } from '../../lib/demo/control/pages.ts'
import { scenarios as course } from '../../lib/demo/scenarios/course.ts'
import { createWorld } from '../../lib/demo/world.ts'
import { loadKubeconfig, requireContext } from '../../lib/kube/config.ts'
import { createKubeSource } from '../../lib/kube/source.ts'
import { fromSegment } from '../../lib/paths.ts'
import { until } from '../cluster/waits.ts'

const world = createWorld({
  clock: createRealClock,
  podTimes: { start: 100, ready: 500, terminate: 100, apart: 0 },
})
const faults = createFaults()
const control = createControl({ world, faults, course, gallery: [] })
const perform = (command: object) => control.perform(parseCommand(command))
let folder: string
let api: Api
const ends: (() => void)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-demo-'))
  api = await startApi({ store: world.store, now: world.clock.now, faults })
  await writeKubeconfig(join(folder, 'kubeconfig'), api)
})
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
afterAll(async () => {
  world.stop()
  await api.close()
  await rm(folder, { recursive: true })
})

/** A cockpit that has not looked at anything yet. */
async function freshCockpit(): Promise<Cockpit> {
  const loaded = await loadKubeconfig({ kubeconfig: join(folder, 'kubeconfig'), env: {} })
  const cockpit = createCockpit({
    clusters: loaded.contexts.map(({ name, server }) => ({ name, server, current: name === 'demo' })),
    unusable: [],
    kubeconfig: [],
    createSource: (cluster) => createKubeSource(requireContext(loaded, cluster), { namespaces: null }),
    readOnly: false,
    version: 'test',
    now: Date.now,
    timers: realTimers,
    tidy: () => undefined,
  })
  ends.push(() => cockpit.stop())
  return cockpit
}

/** A reader of the fleet, who keeps the watches going. */
function follow(hub: Hub): void {
  const gone = new AbortController()
  const read = async () => {
    for await (const _ of hub.subscribe({ fleet: true, pages: [] }, gone.signal));
  }
  void read()
  ends.push(() => gone.abort())
}

const canary = { cluster: 'demo', namespace: 'webapp-canary', name: 'frontend' }
const refusal = (read: Promise<unknown>) =>
  read.then(
    () => 'none',
    (error: unknown) => String(Object(error).kind),
  )

interface Sign {
  /** Whether the cluster has been seen before the commands are given; else it is opened after them. */
  readonly seen: boolean
  readonly holds: (cockpit: Cockpit, hub: Hub) => boolean | Promise<boolean>
}

const health = (seen: boolean, state: string): Sign => ({
  seen,
  holds: (_, hub) => hub.health().state === state,
})

/** What the pages are drawn from in each state. */
const signs: Readonly<Record<string, Sign>> = {
  live: health(false, 'live'),
  empty: { seen: true, holds: (_, hub) => hub.health().state === 'live' && hub.rows().length === 0 },
  connecting: health(false, 'connecting'),
  stale: health(true, 'stale'),
  forbidden: health(false, 'forbidden'),
  'namespace-forbidden': {
    seen: false,
    holds: async (cockpit) => (await refusal(readRollout(cockpit, canary))) === 'forbidden',
  },
  degraded: {
    seen: false,
    holds: (_, hub) =>
      hub.health().state === 'live' &&
      hub.health().degraded.some(({ resource, state }) => resource === 'pods' && state === 'forbidden'),
  },
  absent: { seen: false, holds: (_, hub) => hub.refusal('rollouts')?.state === 'absent' },
  'not-installed': {
    seen: false,
    holds: (_, hub) => hub.refusal('rollouts')?.state === 'absent' && hub.rows().length === 0,
  },
  'not-allowed': {
    seen: false,
    holds: async (_, hub) => (await hub.rights(canary.namespace)).patchStatus === false,
  },
  'not-found': {
    seen: true,
    holds: async (cockpit) =>
      (await refusal(readRollout(cockpit, { ...canary, name: 'frontent' }))) === 'not-found',
  },
  deleted: { seen: true, holds: (_, hub) => hub.detail('rollouts/webapp-canary/frontend') === null },
}

describe('the demo brings about every state of the pages', () => {
  it('names each of them', () => {
    // Between browser and server: the stories of `e2e/stories/demo` look at them.
    const apart = ['reconnecting', 'missing-cluster', 'no-match', 'read-only', 'session']
    expect(pages.map(({ state }) => state).toSorted()).toEqual([...Object.keys(signs), ...apart].toSorted())
  })

  it.each(pages.filter(({ state }) => Object.hasOwn(signs, state)))('$state', async (page) => {
    perform({ do: 'fault', kind: 'none' })
    perform({ do: 'reset', scenario: 'all' })
    const { seen, holds } = signs[page.state] ?? health(true, 'live')
    const cockpit = await freshCockpit()
    const hub = cockpit.hub(fromSegment(page.path.split('/')[2] ?? ''))
    const there = () =>
      hub.health().state === 'live' && hub.detail('rollouts/webapp-canary/frontend') !== null
    if (seen) {
      follow(hub)
      await until('the course is seen', there, Boolean)
    }
    for (const command of page.commands) perform(command)
    if (!seen) follow(hub)
    await until(`it is ${page.state}`, () => holds(cockpit, hub), Boolean)
  })
})
