import type { Page } from '@playwright/test'
import { CockpitError } from '../../lib/errors.ts'
import { bringAbout, flagsOf } from '../stories/demo/bring-about.ts'
import { faultStates, faultStories, hasScene, scenarioStates } from '../stories/demo/every-state.ts'
import { startDemo } from '../support/demo.ts'
import { expect, visit } from './stage.ts'

const shownAs = (state: string) => `demo-${state}`

/** The names of the states that no scene of the real control plane comes to. */
export const demoStates: readonly string[] = [...Object.keys(scenarioStates), ...Object.keys(faultStates)]
  .filter((state) => !hasScene(state))
  .map(shownAs)

/** Comes to those of these states that are wanted, on as few demos as can show them, and lets each be looked at. */
export async function playDemo(
  page: Page,
  wanted: readonly string[],
  look: (name: string) => Promise<void>,
): Promise<void> {
  const isWanted = (state: string) => wanted.includes(shownAs(state))
  await tellScenarios(page, isWanted, look)
  for (const states of faultStories.map((story) => story.filter(isWanted))) {
    if (states.length === 0) continue
    await using demo = await startDemo(...flagsOf(states))
    for (const state of states) {
      await bringAbout(page, demo, state)
      await look(shownAs(state))
    }
    await leave(page)
  }
}

async function tellScenarios(
  page: Page,
  isWanted: (state: string) => boolean,
  look: (name: string) => Promise<void>,
): Promise<void> {
  const chosen = Object.entries(scenarioStates).filter(([scenario]) => isWanted(scenario))
  if (chosen.length === 0) return
  await using demo = await startDemo('--scenario', 'empty')
  const known = await demo.scenarios()
  for (const [scenario, { path, sees }] of chosen) {
    const namespace = known.find(({ name }) => name === scenario)?.namespace
    if (namespace === undefined) throw new CockpitError('invalid', `The demo does not tell ${scenario}.`)
    await demo.perform({ do: 'tell', scenario })
    await visit({ page, cockpit: demo.cockpit }, path(namespace))
    await expect(sees(page)).toBeVisible()
    await look(shownAs(scenario))
    await demo.perform({ do: 'clear', namespace })
  }
  await leave(page)
}

/** A page that still listens would complain of the demo that ends. */
const leave = (page: Page) => page.goto('about:blank')
