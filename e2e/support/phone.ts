import type { Locator, Page } from '@playwright/test'

/** What a phone is to a page. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const

export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** The buttons of which a word is cut off. */
export const cutButtons = (toolbar: Locator): Promise<readonly (string | null)[]> =>
  toolbar.getByRole('button').evaluateAll((buttons) =>
    buttons
      .flatMap((button) => [button, ...button.querySelectorAll('span.truncate')])
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => element.textContent),
  )
