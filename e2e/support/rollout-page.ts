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
  /** Waits until the strip has come to a stage, by its words. */
  reaches(stage: string): Promise<void>
  /** Opens the card of an action and confirms it. */
  act(action: Action): Promise<void>
}

export function rolloutPage(page: Page): RolloutPage {
  const main = page.getByRole('main')
  const toolbar = page.getByRole('group', { name: 'Actions' })
  const card = page.getByRole('dialog')
  const progress = page.getByRole('status', { name: 'Progress of the action' })
  const button = (action: Action) => toolbar.getByRole('button', { name: names[action] })
  const confirm = (action: Action) => card.getByRole('button', { name: names[action] })
  return {
    state: main.getByRole('region', { name: 'State' }),
    card,
    toolbar,
    progress,
    road: page.getByRole('banner').getByRole('status'),
    button,
    confirm,
    // The drawing inside is a region too.
    plan: main.getByRole('region', { name: /^Plan(?! of the canary)/ }),
    panel: (name) => main.getByRole('region', { name }),
    // ReplicaSets and conditions have words in common with the phases.
    shows: (phase) => expect(main.locator('[data-phase]').first()).toHaveText(phase),
    // What is still to come stands there as well, and says so.
    reaches: (stage) =>
      expect(
        progress.getByRole('listitem').filter({ hasText: stage, hasNotText: '(not yet)' }),
      ).toBeVisible(),
    act: async (action) => {
      await button(action).click()
      await confirm(action).click()
      await expect(card).toBeHidden()
    },
  }
}
