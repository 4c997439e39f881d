import { mkdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { startCluster } from '../cluster/cluster.ts'
import { startCockpit } from '../server/cockpit.ts'
import { browserArgs, findBrowser } from '../support/browser.ts'
import { prepareGallery } from './gallery.ts'
import {
  galleryFolder,
  galleryPictures,
  heights,
  type Picture,
  readmeFolder,
  readmePictures,
} from './pictures.ts'
import { crowds, namesOf, play, scenes as quickScenes } from './play.ts'
import type { Shot } from './stage.ts'

/** Pictures of every page state of the production build on a real control plane, into `screenshots/`. */

const scenes = [...crowds.map(({ scene }) => scene), ...quickScenes]

const usage = `node e2e/screenshots/main.ts [--only <state>]… [--theme light|dark] [--width 1440|1024|390] [--full] [--readme]
--readme takes the pictures of the README alone, into docs/images.
States: ${scenes.flatMap(namesOf).join(', ')}`

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
    width: { type: 'string', multiple: true, default: ['1440', '1024', '390'] },
    full: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const folder = values.readme ? readmeFolder : galleryFolder
const picturesOf = (state: string): readonly Picture[] =>
  values.readme ? readmePictures(state) : galleryPictures(state, values)

async function take(page: Page, { path, theme, width }: Picture, top: Shot['top'] | null): Promise<void> {
  await page.setViewportSize({ width, height: heights[width] ?? 900 })
  await page.emulateMedia({ colorScheme: theme })
  // Two frames: pictures that are measured are drawn anew in the second.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  // Below the bar that stays at the top.
  await top?.(page).evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 64))
  await page.screenshot({ path, fullPage: values.full, animations: 'disabled' })
}

async function takeAll(): Promise<void> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('No Chromium was found: install chromium.')
  const chosen = scenes.filter((scene) => namesOf(scene).some((name) => picturesOf(name).length > 0))
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
    await play(scene, { cluster, cockpit }, page, async (shot) => {
      // Those of the README begin at the top of the page.
      const top = values.readme ? null : shot.top
      for (const picture of picturesOf(shot.name)) await take(page, picture, top)
      console.log(shot.name)
    })
    await context.close()
  }
  console.log(`The pictures are in ${folder}.`)
}

if (values.help) console.log(usage)
else await takeAll()
