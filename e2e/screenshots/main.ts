import { mkdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from '@playwright/test'
import { CockpitError } from '../../lib/errors.ts'
import { startCluster } from '../cluster/cluster.ts'
import { startCockpit } from '../server/cockpit.ts'
import { browserArgs, findBrowser } from '../support/browser.ts'
import { goProblem } from '../support/real-cluster.ts'
import { demoStates, playDemo } from './demo-states.ts'
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
import type { Scene, Shot } from './stage.ts'

/** Pictures of every page state of the production build into `screenshots/`: on a real control plane, and on the demo where it alone has a state. */

const scenes = [...crowds.map(({ scene }) => scene), ...quickScenes]

const usage = `node e2e/screenshots/main.ts [--only <state>]… [--theme light|dark] [--width 1440|1024|390] [--full] [--demo] [--readme]
--demo takes the states of the demo alone, which need no Go.
--readme takes the pictures of the README alone, into docs/images.
States: ${scenes.flatMap(namesOf).join(', ')}
States of the demo: ${demoStates.join(', ')}`

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
    width: { type: 'string', multiple: true, default: ['1440', '1024', '390'] },
    full: { type: 'boolean', default: false },
    demo: { type: 'boolean', default: false },
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

const hasPictures = (state: string) => picturesOf(state).length > 0

const viewport = { width: 1440, height: 900 }
const newPage = (browser: Browser) => browser.newPage({ locale: 'en-GB', viewport })

async function takeReal(browser: Browser, chosen: readonly Scene[]): Promise<void> {
  await using cluster = await startCluster({
    contextName: 'production',
    qps: 200,
    burst: 400,
    progress: console.log,
  })
  await using cockpit = await startCockpit({ args: ['--kubeconfig', cluster.kubeconfig] })
  await prepareGallery(cluster)
  for (const scene of chosen) {
    await using page = await newPage(browser)
    await play(scene, { cluster, cockpit }, page, async (shot) => {
      // Those of the README begin at the top of the page.
      const top = values.readme ? null : shot.top
      for (const picture of picturesOf(shot.name)) await take(page, picture, top)
      console.log(shot.name)
    })
  }
}

async function takeDemo(browser: Browser, chosen: readonly string[]): Promise<void> {
  await using page = await newPage(browser)
  await playDemo(page, chosen, async (name) => {
    for (const picture of picturesOf(name)) await take(page, picture, null)
    // The next state is known by what a wide page shows.
    await page.setViewportSize(viewport)
    console.log(name)
  })
}

async function takeAll(): Promise<void> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('No Chromium was found: install chromium.')
  const real = values.demo ? [] : scenes.filter((scene) => namesOf(scene).some(hasPictures))
  const ofDemo = demoStates.filter(hasPictures)
  if (real.length + ofDemo.length === 0) throw new Error(usage)
  const problem = real.length === 0 ? null : goProblem()
  if (problem !== null && ofDemo.length === 0) throw new CockpitError('invalid', problem)
  await mkdir(folder, { recursive: true })
  await using browser = await chromium.launch({ executablePath, args: [...browserArgs] })
  if (problem !== null) console.error(`\n!! all states of the real control plane: SKIPPED. ${problem}\n`)
  else if (real.length > 0) await takeReal(browser, real)
  if (ofDemo.length > 0) await takeDemo(browser, ofDemo)
  console.log(`The pictures are in ${folder}.`)
}

if (values.help) console.log(usage)
else await takeAll()
