import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { startCluster } from '../cluster/cluster.ts'
import { startCockpit } from '../server/cockpit.ts'
import { browserArgs, findBrowser } from '../support/browser.ts'
import { prepareGallery } from './gallery.ts'
import { play, scenes as quickScenes } from './play.ts'
import { crowdScenes } from './rollout-scenes.ts'

/** Pictures of every page state of the production build on a real control plane, into `screenshots/`. */

const scenes = [...crowdScenes, ...quickScenes]

const usage = `node e2e/screenshots/main.ts [--only <state>]… [--theme light|dark] [--width 1440|1024|390] [--full]
States: ${scenes.map(({ name }) => name).join(', ')}`

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
    width: { type: 'string', multiple: true, default: ['1440', '1024', '390'] },
    full: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const heights: Readonly<Record<string, number>> = { 1440: 900, 1024: 768, 390: 844 }
const themes = ['light', 'dark'] as const
const folder = fileURLToPath(new URL('../../screenshots', import.meta.url))

async function shoot(page: Page, name: string): Promise<void> {
  for (const width of values.width) {
    await page.setViewportSize({ width: Number(width), height: heights[width] ?? 900 })
    for (const theme of themes.filter((one) => values.theme.includes(one))) {
      await page.emulateMedia({ colorScheme: theme })
      // Two frames: pictures that are measured are drawn anew in the second.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
      const path = join(folder, `${name}-${theme}-${width}.png`)
      await page.screenshot({ path, fullPage: values.full, animations: 'disabled' })
    }
  }
}

async function takeAll(): Promise<void> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('No Chromium was found: install chromium.')
  const chosen = scenes.filter(({ name }) => values.only.length === 0 || values.only.includes(name))
  if (chosen.length === 0) throw new Error(usage)
  await mkdir(folder, { recursive: true })
  await using cluster = await startCluster({
    contextName: 'production',
    qps: 200,
    burst: 400,
    progress: console.log,
  })
  await using cockpit = await startCockpit({ args: ['--kubeconfig', cluster.kubeconfig] })
  await prepareGallery(cluster)
  await using browser = await chromium.launch({ executablePath, args: [...browserArgs] })
  for (const scene of chosen) {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await play(scene, { cluster, cockpit }, page, () => shoot(page, scene.name))
    await context.close()
    console.log(scene.name)
  }
  console.log(`The pictures are in ${folder}.`)
}

if (values.help) console.log(usage)
else await takeAll()
