import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { namespace } from '../cluster/scenarios/objects.ts'
import { type RunningCockpit, startCockpit } from '../server/cockpit.ts'
import { watchErrors } from './watch-errors.ts'

/** A real control plane and the production build looking at it. */
export interface World {
  readonly cluster: Cluster
  readonly cockpit: RunningCockpit
}

interface OfWorker {
  readonly world: World
}

interface OfStory {
  /** Console lines that a story provokes on purpose. */
  readonly expectedErrors: readonly RegExp[]
  readonly cluster: Cluster
  readonly cockpit: RunningCockpit
  /** The name of a namespace that only this story uses; its Rollouts go when the story ends. */
  readonly place: string
  /** Opens a page of a cockpit with the token in the address, as a person with the printed address does. */
  readonly open: (path: string, of?: RunningCockpit) => Promise<void>
  /** A further browser with no session yet, for a second person. */
  readonly newPerson: () => Promise<BrowserContext>
  /** A further cockpit on the same cluster, with flags of its own. */
  readonly startOther: (...args: readonly string[]) => Promise<RunningCockpit>
}

const errorsOf = new WeakMap<object, string[]>()

/** A story: each has a namespace of its own on its worker's cluster, and fails on any error of a page. */
export const test = base.extend<OfStory, OfWorker>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      await using cluster = await startCluster()
      await using cockpit = await startCockpit({ args: ['--kubeconfig', cluster.kubeconfig] })
      await use({ cluster, cockpit })
    },
    // The first start on a machine compiles the control plane and builds the pages.
    { scope: 'worker', timeout: 1_800_000 },
  ],
  expectedErrors: [[], { option: true }],
  cluster: ({ world }, use) => use(world.cluster),
  cockpit: ({ world }, use) => use(world.cockpit),
  context: async ({ context, expectedErrors }, use, testInfo) => {
    const errors: string[] = []
    errorsOf.set(testInfo, errors)
    watchErrors(context, expectedErrors, errors)
    await use(context)
    expect(errors, 'errors of the pages').toEqual([])
  },
  place: async ({ cluster }, use, testInfo) => {
    const place = `story-${testInfo.testId.slice(-12)}`
    await cluster.apply([namespace(place)])
    await use(place)
    await cluster.remove(`/apis/argoproj.io/v1alpha1/namespaces/${place}/rollouts`)
  },
  open: ({ page, cockpit }, use) => use((path, of = cockpit) => openPage(page, path, of)),
  newPerson: async ({ browser, expectedErrors, context: _ }, use, testInfo) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext()
      watchErrors(context, expectedErrors, errorsOf.get(testInfo) ?? [])
      contexts.push(context)
      return context
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  startOther: async ({ page }, use) => {
    const cockpits: RunningCockpit[] = []
    await use(async (...args) => {
      const cockpit = await startCockpit({ args })
      cockpits.push(cockpit)
      return cockpit
    })
    // A page that still listens would complain of each cockpit that ends.
    await page.goto('about:blank')
    await Promise.all(cockpits.map((cockpit) => cockpit[Symbol.asyncDispose]()))
  },
})

/** Opens a path of a cockpit on a page whose browser may have no session yet. */
export async function openPage(page: Page, path: string, { origin, token }: RunningCockpit): Promise<void> {
  await page.goto(`${origin}${path}#token=${encodeURIComponent(token)}`)
}

export { expect }
