import { expect, type Locator, type Page } from '@playwright/test'
import { type RolloutPage, rolloutPage } from './rollout-page.ts'

/** The page of a Deployment as a person finds their way about it. */
export interface DeploymentPage extends Pick<RolloutPage, 'state' | 'card' | 'toolbar' | 'panel' | 'shows'> {
  /** A figure of a panel by its name, such as `At most`. */
  figure(panel: string, name: string): Locator
  /** Opens the card of an order by the word on its button. */
  ask(order: string): Promise<void>
  /** Presses the button of the open card by its words, and waits until what was confirmed is accepted: time that jumps before would move the object. */
  confirm(words: string): Promise<void>
}

export function deploymentPage(page: Page): DeploymentPage {
  const { state, card, toolbar, panel, shows } = rolloutPage(page)
  const press = (within: Locator, name: string) => within.getByRole('button', { name, exact: true }).click()
  return {
    state,
    card,
    toolbar,
    panel,
    shows,
    figure: (name, term) =>
      panel(name).getByRole('term').filter({ hasText: term }).locator('xpath=following-sibling::dd[1]'),
    ask: (order) => press(toolbar, order),
    confirm: async (words) => {
      await press(card, words)
      await expect(card).toBeHidden()
    },
  }
}
