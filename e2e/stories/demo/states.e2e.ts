import { readFile } from 'node:fs/promises'
import { CockpitError } from '../../../lib/errors.ts'
import { axeFinds } from '../../support/axe.ts'
import { expect, test } from '../../support/story.ts'
import { faultStates, scenarioStates } from './every-state.ts'
import { statesTable } from './states-table.ts'

// The states lack a right, a page, or a server that still answers.
const lacking =
  /the server responded with a status of (401|403|404|502|503)|net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/

test.use({ expectedErrors: [lacking] })

for (const [scenario, { path, sees }] of Object.entries(scenarioStates)) {
  test(`the scenario ${scenario} is told, and axe finds nothing in it, light and dark`, async ({
    page,
    told,
    open,
  }) => {
    await open(path(await told(scenario)))
    await expect(sees(page)).toBeVisible()
    expect(await axeFinds(page)).toEqual([])
  })
}

// What is taken away must have been there, and what is still connecting must not.
const hasBeenLive = (state: string) => !['connecting', 'missing-cluster', 'not-found'].includes(state)

for (const [state, sees] of Object.entries(faultStates)) {
  test(`the state ${state} is brought about, and axe finds nothing in it, light and dark`, async ({
    page,
    demo,
    open,
    startOtherDemo,
  }) => {
    const way = (await demo.pages()).find((one) => one.state === state)
    if (way === undefined) throw new CockpitError('invalid', `The demo does not name the state ${state}.`)
    // A refusal is believed for half a minute, so those who come next had better not look at the same cluster.
    const spoils = way.commands.some((command) => command.do === 'fault')
    const { cockpit, perform } = spoils ? await startOtherDemo() : demo
    await perform({ do: 'reset', scenario: 'all' })
    if (hasBeenLive(state)) {
      await open(way.path, cockpit)
      await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live')
    }
    await perform(...way.commands)
    if (!hasBeenLive(state)) await open(way.path, cockpit)
    await expect(sees(page)).toBeVisible()
    expect(await axeFinds(page)).toEqual([])
  })
}

test('every scenario and every state that the demo names has a story here', async ({ demo }) => {
  const names = (await demo.scenarios()).map(({ name }) => name)
  expect(Object.keys(scenarioStates).toSorted()).toEqual(names.toSorted())
  const states = (await demo.pages()).map(({ state }) => state)
  expect(Object.keys(faultStates).toSorted()).toEqual(states.toSorted())
})

test('docs/page-states.md says of each of them how it is reached', async ({ demo }) => {
  const written = await readFile(new URL('../../../docs/page-states.md', import.meta.url), 'utf8')
  expect(written).toContain(statesTable(await demo.scenarios(), await demo.pages()))
})
