import { expect, type Locator, type Page } from '@playwright/test'
import type { Action, Phase } from '../../lib/rollouts/view.ts'

/** An action's button says its effect; its first words tell which action it is. */
const names: Readonly<Record<Action, RegExp>> = {
  promote: /^Promote(?! full)/,
  'promote-full': /^Promote full/,
  abort: /^Abort/,
  retry: /^Retry/,
}

/** The page of a Rollout as a person finds their way about it. */
export interface RolloutPage {
  readonly state: Locator
  readonly card: Locator
  readonly toolbar: Locator
  readonly progress: Locator
  readonly plan: Locator
  /** The pill of the top bar: Live, Stale … */
  readonly road: Locator
  button(action: Action): Locator
  confirm(action: Action): Locator
  panel(name: string | RegExp): Locator
  /** Waits until the page tells this phase. */
  shows(phase: Phase): Promise<void>
  /** Opens the card of an action and confirms it. */
  act(action: Action): Promise<void>
}

export function rolloutPage(page: Page): RolloutPage {
  const main = page.getByRole('main')
  const toolbar = page.getByRole('toolbar', { name: 'Actions' })
  const card = page.getByRole('dialog')
  const button = (action: Action) => toolbar.getByRole('button', { name: names[action] })
  const confirm = (action: Action) => card.getByRole('button', { name: names[action] })
  return {
    state: main.getByRole('region', { name: 'State' }),
    card,
    toolbar,
    progress: page.getByRole('status', { name: 'Progress of the action' }),
    road: page.getByRole('banner').getByRole('status'),
    button,
    confirm,
    // The drawing inside is a region too.
    plan: main.getByRole('region', { name: /^Plan(?! of the canary)/ }),
    panel: (name) => main.getByRole('region', { name }),
    shows: (phase) => expect(main.getByText(phase, { exact: true }).first()).toBeVisible(),
    act: async (action) => {
      await button(action).click()
      await confirm(action).click()
      await expect(card).toBeHidden()
    },
  }
}
