import { readFile } from 'node:fs/promises'
import { CockpitError } from '../../../lib/errors.ts'
import { axeFinds } from '../../support/axe.ts'
import { expect, test } from '../../support/story.ts'
import { faultStates, faultStories, scenarioStates } from './every-state.ts'
import { statesTable } from './states-table.ts'

// The states lack a right, a page, or a server that still answers.
const lacking =
  /the server responded with a status of (401|403|404|502|503)|net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/

test.use({ expectedErrors: [lacking] })

/** Told one after the other in one browser, which then has the scripts already. */
const perStory = 6
const all = Object.entries(scenarioStates)
const stories = Array.from({ length: Math.ceil(all.length / perStory) }, (_, index) =>
  all.slice(index * perStory, (index + 1) * perStory),
)

for (const scenarios of stories) {
  const names = scenarios.map(([scenario]) => scenario).join(', ')
  test(`the scenarios ${names} are told, and axe finds nothing in them, light and dark`, async ({
    page,
    told,
    open,
  }) => {
    for (const [scenario, { path, sees }] of scenarios)
      await test.step(scenario, async () => {
        await open(path(await told(scenario)))
        await expect(sees(page)).toBeVisible()
        expect.soft(await axeFinds(page), scenario).toEqual([])
      })
  })
}

// What is taken away must have been there, and what is still connecting must not.
const hasBeenLive = (state: string) => !['connecting', 'missing-cluster', 'not-found'].includes(state)

for (const states of faultStories) {
  test(`the states ${states.join(', ')} are brought about, and axe finds nothing in them, light and dark`, async ({
    page,
    open,
    startOtherDemo,
  }) => {
    const { cockpit, pages, perform } = await startOtherDemo()
    const ways = await pages()
    for (const state of states)
      await test.step(state, async () => {
        const way = ways.find((one) => one.state === state)
        const sees = faultStates[state]
        if (!way || !sees) throw new CockpitError('invalid', `There is no way to the state ${state}.`)
        await perform({ do: 'fault', kind: 'none' }, { do: 'reset', scenario: 'all' })
        if (hasBeenLive(state)) {
          await open(way.path, cockpit)
          await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live')
        }
        await perform(...way.commands)
        if (!hasBeenLive(state)) await open(way.path, cockpit)
        await expect(sees(page)).toBeVisible()
        expect.soft(await axeFinds(page), state).toEqual([])
      })
  })
}

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
