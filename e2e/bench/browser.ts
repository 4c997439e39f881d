import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { CockpitError } from '../../lib/errors.ts'
import { fleetPath, rolloutPath } from '../../lib/paths.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { browserArgs, findBrowser } from '../support/browser.ts'
import {
  installMarks,
  lookOut,
  type Marks,
  pageClock,
  readMarks,
  readRowPaths,
  readSight,
} from './in-page.ts'
import { imageRollout, nameOf, place, scaleRollout, untilAtRest } from './load.ts'
import { createMarkers } from './markers.ts'
import type { Times } from './stats.ts'
import type { Subject } from './subjects.ts'
import { type Transfers, watchTransfers } from './transfers.ts'

export interface BrowserFigures {
  readonly load: number
  /** Until the fleet stood, and with what is fetched when the page is at rest. */
  readonly transfers: Transfers
  readonly settled: Transfers
  /** Until the page of one Rollout stood, again with an empty cache. */
  readonly pageTransfers: Transfers
  readonly marks: Marks
  /** Milliseconds from before the write to its paint; image writes need the controller before they show whole. */
  readonly fleetImage: Times
  readonly fleetScale: Times
  readonly pageImage: Times
  /** The longest task while the fleet's writes arrived. */
  readonly longestTask: number
}

interface Scene {
  readonly cluster: Cluster
  readonly page: Page
}

const topmost = 8
const sightLimitMs = 10_000
/** What a page asks for with its first paint is here by then; parts for later are asked for two seconds after it. */
const standsMs = 500
/** Longer than changes are gathered after one that was told: the next one finds the cockpit at rest. */
const restMs = 400
const markers = createMarkers('pixel')

/** Loads the fleet with an empty cache, then writes and waits for the pixels; none of it where no browser is. */
export async function measureBrowser(
  cluster: Cluster,
  subject: Subject,
  { rollouts, changes }: { rollouts: number; changes: number },
): Promise<BrowserFigures> {
  const browser = await openBrowser()
  try {
    const load = loadavg()[0] ?? 0
    const context = await signIn(browser, subject)
    const page = await context.newPage()
    const transfers = await watchTransfers(page)
    await page.addInitScript(installMarks, rollouts)
    await page.goto(`${subject.origin}${fleetPath(cluster.contextName)}`)
    await untilMarked(page)
    const first = await transfers.read()
    // Long tasks after the first paint belong to the load as well.
    await delay(3_000)
    const marks = await page.evaluate(readMarks)
    const settled = await transfers.read()
    const scene = { cluster, page }
    // By name a row stays where it is; by urgency one that stops waiting leaves the screen where many wait.
    await page.goto(`${subject.origin}${fleetPath(cluster.contextName)}?sort=name`)
    await page.waitForSelector('tbody tr')
    await delay(2_000)
    const fleet = await fleetChanges(scene, changes, 5 + Math.floor(rollouts / 50))
    const { longestTask } = await page.evaluate(readMarks)
    const pageImage = await pageChanges(scene, subject, Math.floor(rollouts / 2), changes)
    await context.close()
    const pageTransfers = await pageLoad(browser, cluster, subject)
    return { load, transfers: first, settled, pageTransfers, marks, ...fleet, pageImage, longestTask }
  } finally {
    await browser.close()
  }
}

function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new CockpitError('invalid', 'No Chromium was found: install chromium.')
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  return chromium.launch({ executablePath, args: [...browserArgs], ...signals })
}

async function signIn(browser: Browser, { origin, token }: Subject): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const headers = { 'x-cockpit': '1', origin }
  await context.request.post(`${origin}/api/session`, { data: { token }, headers })
  return context
}

async function untilMarked(page: Page): Promise<void> {
  await page.waitForFunction(() => Reflect.get(window, 'benchMarks').allRows > 0)
  await delay(standsMs)
}

async function pageLoad(browser: Browser, cluster: Cluster, subject: Subject): Promise<Transfers> {
  const context = await signIn(browser, subject)
  const page = await context.newPage()
  const transfers = await watchTransfers(page)
  await page.addInitScript(installMarks, 0)
  await page.goto(`${subject.origin}${rolloutPath(refOf(cluster, 0))}`)
  await page.waitForSelector(`main h1:has-text("${nameOf(0)}")`)
  await delay(standsMs)
  const read = await transfers.read()
  await context.close()
  return read
}

const refOf = (cluster: Cluster, index: number) => ({
  cluster: cluster.contextName,
  namespace: place,
  name: nameOf(index),
})

const rowOf = (index: number) => `tr:has(a[href$="/rollouts/${nameOf(index)}"])`

/** One of the topmost rows: a longer fleet keeps only what is near the screen in the page. */
async function topRow(page: Page, change: number): Promise<number> {
  const paths = await page.evaluate(readRowPaths)
  const path = paths[change % Math.min(topmost, paths.length)] ?? ''
  return Number(path.slice(path.lastIndexOf('-') + 1))
}

/** `unused` is a number of replicas that no Rollout has had: what is looked out for must not stand there already. */
async function fleetChanges({ cluster, page }: Scene, changes: number, unused: number) {
  await page.evaluate(() => {
    Reflect.get(window, 'benchMarks').longestTask = 0
  })
  const replicas = new Map<number, number>()
  const fleetScale: (number | null)[] = []
  const fleetImage: (number | null)[] = []
  for (let change = 0; change < changes; change++) {
    const index = await topRow(page, change)
    const selector = rowOf(index)
    const count = replicas.get(index) ?? unused
    replicas.set(index, count + 1)
    fleetScale.push(await sight(page, selector, `/${count}`, () => scaleRollout(cluster, index, count)))
    await untilAtRest(cluster, index)
    await delay(restMs)
    const tag = markers.next()
    fleetImage.push(await sight(page, selector, tag, () => imageRollout(cluster, index, tag)))
    await untilAtRest(cluster, index)
    await delay(restMs)
  }
  return { fleetScale, fleetImage }
}

async function pageChanges({ cluster, page }: Scene, { origin }: Subject, index: number, changes: number) {
  await page.goto(`${origin}${rolloutPath(refOf(cluster, index))}`)
  await page.waitForSelector(`main :text("${nameOf(index)}")`)
  await delay(2_000)
  const pageImage: (number | null)[] = []
  for (let change = 0; change < changes; change++) {
    const tag = markers.next()
    pageImage.push(await sight(page, 'main', tag, () => imageRollout(cluster, index, tag)))
    await untilAtRest(cluster, index)
    await delay(restMs)
  }
  return pageImage
}

/** Null where the text is not painted within the limit. */
async function sight(page: Page, selector: string, text: string, write: () => Promise<void>) {
  await page.evaluate(lookOut, { selector, text })
  const ahead = await clockAhead(page)
  const sent = performance.now()
  await write()
  const seen = await Promise.race([page.evaluate(readSight), delay(sightLimitMs, null, { ref: false })])
  return seen && seen - ahead - sent
}

/** The page's clock less ours: the try with the shortest way there and back is nearest to the truth. */
async function clockAhead(page: Page): Promise<number> {
  let best = { way: Number.POSITIVE_INFINITY, ahead: 0 }
  for (let attempt = 0; attempt < 8; attempt++) {
    const before = performance.now()
    const there = await page.evaluate(pageClock)
    const way = performance.now() - before
    if (way < best.way) best = { way, ahead: there - before - way / 2 }
  }
  return best.ahead
}
