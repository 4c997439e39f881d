import { chromium } from '@playwright/test'
import { CockpitError } from '../../../lib/errors.ts'
import { startCockpit } from '../../server/cockpit.ts'
import { browserArgs, findBrowser } from '../../support/browser.ts'
import { monotonicMs } from '../stats.ts'

/** Milliseconds from the start of `npm run demo`, its build made, to the painted fleet in a browser that runs already. */
export async function measureStarts(starts: number): Promise<readonly number[]> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new CockpitError('invalid', 'No Chromium was found: install chromium.')
  const browser = await chromium.launch({ executablePath, args: [...browserArgs] })
  const times: number[] = []
  try {
    for (let start = 0; start < starts; start += 1) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      const page = await context.newPage()
      const begin = monotonicMs()
      await using demo = await startCockpit({ script: 'demo' })
      await page.goto(`${demo.origin}/#token=${demo.token}`, { waitUntil: 'commit' })
      await page.waitForSelector('tbody tr')
      await page.evaluate(painted)
      times.push(monotonicMs() - begin)
      await context.close()
    }
  } finally {
    await browser.close()
  }
  return times
}

/** Runs in the page: once the next frame is painted. */
const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
