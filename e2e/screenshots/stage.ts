import { expect as assert, type Locator, type Page } from '@playwright/test'
import { pagePath, type RolloutRef } from '../../lib/paths.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { accountWithRules, type PolicyRule } from '../cluster/scenarios/objects.ts'
import type { ObjectRef } from '../cluster/waits.ts'
import type { RunningCockpit } from '../server/cockpit.ts'

/** Outside of a test run there is no configuration that would say how patient it is. */
export const expect = assert.configure({ timeout: 20_000 })

/** Where a scene is played: a page, a cluster with the gallery's Rollouts, and a cockpit that looks at it. */
export interface Stage {
  readonly page: Page
  readonly cluster: Cluster
  readonly cockpit: RunningCockpit
  /** A further cockpit with flags of its own; it ends with the scene. */
  readonly startOther: (...args: readonly string[]) => Promise<RunningCockpit>
  /** What is to be undone when the scene is over. */
  readonly later: (undo: () => Promise<unknown>) => void
}

/** One state of a page, reached as a person reaches it. */
export interface Shot {
  readonly name: string
  readonly show: (stage: Stage) => Promise<void>
  /** What stands at the top of its pictures; the page's own top where left out. */
  readonly top?: (page: Page) => Locator
}

export interface Scene extends Shot {
  /** Further states on the same stage: what the scene has set up stands until the last of them is over. */
  readonly further?: readonly Shot[]
}

/** Opens a path with the token in the address; a page that is elsewhere is loaded anew. */
export async function visit(
  { page, cockpit }: Pick<Stage, 'page' | 'cockpit'>,
  path: string,
  of = cockpit,
): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${of.origin}${path}#token=${encodeURIComponent(of.token)}`)
}

/** The page of an object of a kind, whose plural is the API's. */
export function visitPage(stage: Stage, resource: string, { namespace, name }: ObjectRef): Promise<void> {
  const ref: RolloutRef = { cluster: stage.cluster.contextName, namespace, name }
  return visit(stage, pagePath(resource, ref))
}

/** The page of a Rollout among the exhibits. */
export const visitRollout = (stage: Stage, ref: ObjectRef): Promise<void> => visitPage(stage, 'rollouts', ref)

/** Another page of the cockpit that the browser is at. */
export async function goOn({ page }: Stage, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href)
}

/** A cockpit whose account may do what is told and nothing else, in the whole cluster; its context has the account's name. */
export async function startAs(
  stage: Stage,
  name: string,
  rules: readonly PolicyRule[],
): Promise<RunningCockpit> {
  const account = { name, namespace: 'default' }
  await stage.cluster.apply(accountWithRules({ ...account, rules, clusterWide: true }))
  const token = await stage.cluster.tokenFor(account)
  return stage.startOther('--kubeconfig', await stage.cluster.kubeconfigFor(token, name))
}
