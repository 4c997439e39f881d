import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { CockpitError } from '../../lib/errors.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { namespace } from '../cluster/scenarios/objects.ts'
import { type RunningCockpit, startCockpit } from '../server/cockpit.ts'
import { type Demo, startDemo } from './demo.ts'
import type { Ground } from './ground.ts'
import { watchErrors } from './watch-errors.ts'

/** A cluster and the production build looking at it. */
export interface World {
  readonly cluster: Ground
  readonly cockpit: RunningCockpit
}

/** A world of which more is asked than of any ground. */
export interface RealWorld extends World {
  readonly cluster: Cluster
}

interface Grounds {
  readonly world: World
  readonly real: RealWorld | null
  readonly demo: Demo | null
}

export interface OfWorker {
  /** Where the stories are told. */
  readonly ground: 'real' | 'demo'
  readonly grounds: Grounds
  readonly world: World
}

interface OfStory {
  /** Console lines that a story provokes on purpose. */
  readonly expectedErrors: readonly RegExp[]
  readonly cluster: Ground
  readonly cockpit: RunningCockpit
  /** The real control plane, for stories with the tag `@real`. */
  readonly real: Cluster
  /** The demo's control, for stories in `stories/demo`. */
  readonly demo: Demo
  /** Tells a scenario of the demo in a namespace that only this story uses, another one each time, and answers the namespace. */
  readonly told: (scenario: string) => Promise<string>
  /** The name of a namespace that only this story uses; its Rollouts go when the story ends. */
  readonly place: string
  /** Opens a page of a cockpit with the token in the address, as a person with the printed address does. */
  readonly open: (path: string, of?: RunningCockpit) => Promise<void>
  /** A further browser with no session yet, for a second person. */
  readonly newPerson: () => Promise<BrowserContext>
  /** A further cockpit on the same cluster, with flags of its own. */
  readonly startOther: (...args: readonly string[]) => Promise<RunningCockpit>
  /** A further demo, for a story that leaves more behind than a reset takes away. */
  readonly startOtherDemo: (...args: readonly string[]) => Promise<Demo>
}

const errorsOf = new WeakMap<object, string[]>()

/** A story: each has a namespace of its own on its worker's cluster, and fails on any error of a page. */
export const test = base.extend<OfStory, OfWorker>({
  ground: ['real', { option: true, scope: 'worker' }],
  grounds: [
    async ({ ground }, use) => {
      if (ground === 'demo') {
        await using demo = await startDemo()
        await use({ world: demo, real: null, demo })
        return
      }
      await using cluster = await startCluster()
      await using cockpit = await startCockpit({ args: ['--kubeconfig', cluster.kubeconfig] })
      const real = { cluster, cockpit }
      await use({ world: real, real, demo: null })
    },
    // The first start on a machine compiles the control plane and builds the pages.
    { scope: 'worker', timeout: 1_800_000 },
  ],
  world: [({ grounds }, use) => use(grounds.world), { scope: 'worker' }],
  expectedErrors: [[], { option: true }],
  cluster: ({ world }, use) => use(world.cluster),
  cockpit: ({ world }, use) => use(world.cockpit),
  real: ({ grounds }, use) => use(insist(grounds.real, 'the real control plane').cluster),
  demo: ({ grounds }, use) => use(insist(grounds.demo, 'the demo')),
  told: async ({ demo }, use, testInfo) => {
    const namespaces: string[] = []
    await use(async (scenario) => {
      const namespace = `story-${testInfo.testId.slice(-12)}-${namespaces.length}`
      await demo.perform({ do: 'tell', scenario, namespace })
      namespaces.push(namespace)
      return namespace
    })
    await demo.perform(...namespaces.map((namespace) => ({ do: 'clear', namespace })))
  },
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
  startOther: ({ page }, use) => untilTold(page, use, (...args) => startCockpit({ args })),
  startOtherDemo: ({ page }, use) => untilTold(page, use, startDemo),
})

/** Hands out a way to start something, and ends what was started when the story is told. */
async function untilTold<T extends AsyncDisposable>(
  page: Page,
  use: (start: (...args: readonly string[]) => Promise<T>) => Promise<void>,
  start: (...args: readonly string[]) => Promise<T>,
): Promise<void> {
  const started: T[] = []
  await use(async (...args) => {
    const one = await start(...args)
    started.push(one)
    return one
  })
  // A page that still listens would complain of each that ends.
  await page.goto('about:blank')
  await Promise.all(started.map((one) => one[Symbol.asyncDispose]()))
}

function insist<T>(ground: T | null, name: string): T {
  if (ground !== null) return ground
  throw new CockpitError('invalid', `This story can be told on ${name} alone.`)
}

/** Opens a path of a cockpit on a page whose browser may have no session yet. */
export async function openPage(page: Page, path: string, { origin, token }: RunningCockpit): Promise<void> {
  await page.goto(`${origin}${path}#token=${encodeURIComponent(token)}`)
}

export { expect }
