import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { FleetState } from '../../../components/fleet/fleet-state.ts'
import type { Session } from '../../../components/shell/session.ts'
import type { CanaryStepKind } from '../../../lib/rollouts/model.ts'
import type { Share } from '../../../lib/rollouts/traffic.ts'
import type { LaneView, PauseView, Phase, Role, TrafficView } from '../../../lib/rollouts/view.ts'
import type { PageResource } from '../../../lib/stream/page.ts'
import type { Health } from '../../../lib/stream/protocol.ts'
import type { Connection } from '../../../lib/stream/road.ts'
import { axeFinds } from '../../support/axe.ts'
import { expect, test } from '../../support/story.ts'
import { bringAbout, flagsOf } from './bring-about.ts'
import { faultStates, faultStories, hasScene, type State, scenarioStates } from './every-state.ts'
import { statesTable } from './states-table.ts'

// The states lack a right, a page, or a server that still answers.
const lacking =
  /the server responded with a status of (401|403|404|502|503)|net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/

test.use({ expectedErrors: [lacking] })

/** Told one after the other in one browser, which then has the scripts already. */
const perStory = 6
const all = Object.entries(scenarioStates)

async function lookAt(page: Page, name: string): Promise<void> {
  if (!hasScene(name)) expect.soft(await axeFinds(page), name).toEqual([])
}

const stories = Array.from({ length: Math.ceil(all.length / perStory) }, (_, index) =>
  all.slice(index * perStory, (index + 1) * perStory),
)

for (const scenarios of stories) {
  const names = scenarios.map(([scenario]) => scenario).join(', ')
  test(`the scenarios ${names} are told, and axe finds nothing in those that it sees nowhere else, light and dark`, async ({
    page,
    told,
    open,
  }) => {
    for (const [scenario, { path, sees }] of scenarios)
      await test.step(scenario, async () => {
        await open(path(await told(scenario)))
        await expect(sees(page)).toBeVisible()
        await lookAt(page, scenario)
      })
  })
}

for (const states of faultStories) {
  test(`the states ${states.join(', ')} are brought about, and axe finds nothing in those that it sees nowhere else, light and dark`, async ({
    page,
    startOtherDemo,
  }) => {
    const demo = await startOtherDemo(...flagsOf(states))
    for (const state of states)
      await test.step(state, async () => {
        await bringAbout(page, demo, state)
        await lookAt(page, state)
      })
  })
}

/**
 * By which story each state is shown that the product's own types know; null for what the demo cannot show, which docs/page-states.md says, and for what
 * only passes. A state that is added to one of the types is missing here.
 */
const shown = {
  fleet: {
    connecting: 'connecting',
    forbidden: 'forbidden',
    // The same notice; by this name only where Deployments are refused as well.
    absent: 'not-installed',
    empty: 'empty',
    'no-match': 'no-match',
    rows: 'live',
  } satisfies Record<FleetState, State>,
  cluster: {
    connecting: 'connecting',
    live: 'live',
    stale: 'stale',
    forbidden: 'forbidden',
    absent: 'not-installed',
  } satisfies Record<Health['state'], State>,
  road: {
    connecting: 'connecting',
    live: 'live',
    reconnecting: 'reconnecting',
    stale: 'stale',
    unauthenticated: 'session',
  } satisfies Record<Connection['state'], State>,
  session: { unknown: null, trading: null, open: 'live', needed: 'session' } satisfies Record<
    Session['state'],
    State | null
  >,
  page: { rollouts: 'canary', deployments: 'rolling-update', services: 'a-b' } satisfies Record<
    PageResource,
    State
  >,
  phase: {
    Healthy: 'healthy',
    Progressing: 'never-ready',
    Paused: 'canary',
    Degraded: 'aborted',
    Unknown: 'unknown-phase',
  } satisfies Record<Phase, State>,
  pause: { person: 'canary', clock: 'timed-pause' } satisfies Record<PauseView['waitsFor'], State>,
  role: {
    stable: 'canary',
    canary: 'canary',
    active: 'blue-green',
    preview: 'blue-green',
    ping: 'ping-pong',
    pong: 'ping-pong',
  } satisfies Record<Role, State>,
  lane: {
    stable: 'routed',
    canary: 'routed',
    active: 'blue-green',
    preview: 'blue-green',
    ping: 'ping-pong',
    pong: 'ping-pong',
  } satisfies Record<LaneView['role'], State>,
  share: { recorded: 'routed', counted: 'canary', unknown: 'weight-unrecorded' } satisfies Record<
    Share['source'],
    State
  >,
  verified: { true: 'weight-verified', false: 'weight-not-verified', null: 'routed' } satisfies Record<
    `${TrafficView['verified']}`,
    State
  >,
  step: {
    setWeight: 'canary',
    pause: 'canary',
    experiment: 'experiment',
    analysis: 'analysis',
    setCanaryScale: 'routed',
    setHeaderRoute: 'ping-pong',
    setMirrorRoute: 'ping-pong',
    plugin: 'plugin-step',
    invalid: 'invalid-step',
  } satisfies Record<CanaryStepKind, State>,
}

test("every state that the product's types know has a story here, or is none that stands", () => {
  const stories = [...Object.keys(scenarioStates), ...Object.keys(faultStates)]
  const named = Object.values(shown).flatMap((states) => Object.values<State | null>(states))
  expect(named.filter((state) => state !== null && !stories.includes(state))).toEqual([])
})

test('every scenario and every state that the demo names has a story here', async ({ demo }) => {
  const names = (await demo.scenarios()).map(({ name }) => name)
  expect(Object.keys(scenarioStates).toSorted()).toEqual(names.toSorted())
  const states = (await demo.pages()).map(({ state }) => state)
  expect(Object.keys(faultStates).toSorted()).toEqual(states.toSorted())
  expect(faultStories.flat().toSorted()).toEqual(states.toSorted())
})

test('docs/page-states.md says of each of them how it is reached', async ({ demo }) => {
  const written = await readFile(new URL('../../../docs/page-states.md', import.meta.url), 'utf8')
  expect(written).toContain(statesTable(await demo.scenarios(), await demo.pages()))
})
