import type { Page } from '@playwright/test'
import { type PageState, pages } from '../../../lib/demo/control/pages.ts'
import { CockpitError } from '../../../lib/errors.ts'
import { expect, visit } from '../../screenshots/stage.ts'
import type { Demo } from '../../support/demo.ts'
import { type FaultState, faultStates } from './every-state.ts'

function wayTo(state: FaultState): PageState {
  const way = pages.find((one) => one.state === state)
  if (way) return way
  throw new CockpitError('invalid', `There is no way to the state ${state}.`)
}

/** The flags of a demo on which these states are brought about. */
export const flagsOf = (states: readonly FaultState[]): readonly string[] =>
  states.flatMap((state) => wayTo(state).flag ?? [])

// What is taken away must have been there, and what is still connecting must not; what one may do is believed for a minute.
const hasBeenLive = (state: FaultState) =>
  !['connecting', 'missing-cluster', 'not-allowed', 'not-found', 'session'].includes(state)

/** Brings a page to a state, as the demo says it is done, on a demo that begins anew for it. */
export async function bringAbout(page: Page, { cockpit, perform }: Demo, state: FaultState): Promise<void> {
  const way = wayTo(state)
  const open = () => visit({ page, cockpit }, way.path)
  await perform({ do: 'fault', kind: 'none' }, { do: 'reset', scenario: 'all' })
  if (hasBeenLive(state)) {
    await open()
    await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live')
  }
  await perform(...way.commands)
  if (state === 'session') await page.goto(`${cockpit.origin}${way.path}`)
  else if (!hasBeenLive(state)) await open()
  await expect(faultStates[state](page)).toBeVisible()
}
