import { fleetPath, rolloutPath } from '../../lib/paths.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { accountWithRules, operateRules, type PolicyRule, viewRules } from '../cluster/scenarios/objects.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { startPausedCanary } from '../support/rollouts.ts'
import { expect, test } from '../support/story.ts'

/** The demo knows two identities and no rules. */
const real = { tag: '@real' }

interface Account {
  readonly rules: readonly PolicyRule[]
  /** Where the account lives, and all it may see unless it is cluster-wide. */
  readonly place: string
  readonly clusterWide?: boolean
}

/** A kubeconfig for an account that may do what is told and nothing else. */
async function kubeconfigOf(
  cluster: Cluster,
  { rules, place, clusterWide = false }: Account,
): Promise<string> {
  await cluster.apply(accountWithRules({ name: 'student', namespace: place, rules, clusterWide }))
  return cluster.kubeconfigFor(await cluster.tokenFor({ namespace: place, name: 'student' }), place)
}

test(
  'an account that may see nothing is told which verb and which resource it lacks',
  real,
  async ({ page, real: cluster, place, open, startOther }) => {
    const cockpit = await startOther('--kubeconfig', await kubeconfigOf(cluster, { place, rules: [] }))
    await open(fleetPath(place), cockpit)
    const notice = page.getByRole('alert').filter({ hasText: 'You may not list Rollouts here' })
    await expect(notice).toContainText('cannot list resource "rollouts" in API group "argoproj.io"')
    await expect(notice).toContainText('--namespace a,b')
    await open(rolloutPath({ cluster: place, namespace: place, name: 'web' }), cockpit)
    await expect(page.getByRole('main')).toContainText('cannot list resource "rollouts"')
  },
)

test(
  'an account of one namespace sees that one, and is told of the other',
  real,
  async ({ page, real: cluster, place, open, startOther }) => {
    await startPausedCanary(cluster, place)
    const kubeconfig = await kubeconfigOf(cluster, { place, rules: viewRules })
    const cockpit = await startOther('--kubeconfig', kubeconfig, '--namespace', `${place},kube-system`)
    await open(fleetPath(place), cockpit)
    await expect(page.getByRole('row').filter({ hasText: 'web' })).toContainText('Paused')
    const holes = page.getByText('Some of the cluster cannot be read')
    await holes.click()
    await expect(page.getByRole('listitem').filter({ hasText: 'rollouts in kube-system' })).toContainText(
      'cannot list resource "rollouts" in API group "argoproj.io" in the namespace "kube-system"',
    )
  },
)

test(
  'a namespace that only the address names is watched where it may be, and refused in words where not',
  real,
  async ({ page, real: cluster, place, open, startOther }) => {
    await startPausedCanary(cluster, place)
    // Its context has no namespace: nothing but the address tells where to look.
    const kubeconfig = await kubeconfigOf(cluster, { place, rules: [...viewRules, ...operateRules] })
    const cockpit = await startOther('--kubeconfig', kubeconfig)
    const on = rolloutPage(page)
    await open(rolloutPath({ cluster: place, namespace: 'kube-system', name: 'web' }), cockpit)
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be seen' })).toContainText(
      'cannot list resource "rollouts" in API group "argoproj.io" in the namespace "kube-system"',
    )
    await open(rolloutPath({ cluster: place, namespace: place, name: 'web' }), cockpit)
    await on.shows('Paused')
    await on.act('abort')
    await on.shows('Degraded')
    await open(fleetPath(place), cockpit)
    await expect(page.getByRole('row').filter({ hasText: place })).toContainText('2/2')
  },
)

test(
  'an account that may only look has every action locked, with the right that is missing',
  real,
  async ({ page, real: cluster, place, open, startOther }) => {
    await startPausedCanary(cluster, place)
    const kubeconfig = await kubeconfigOf(cluster, { place, rules: viewRules, clusterWide: true })
    const cockpit = await startOther('--kubeconfig', kubeconfig)
    const on = rolloutPage(page)
    await open(rolloutPath({ cluster: place, namespace: place, name: 'web' }), cockpit)
    await on.shows('Paused')
    for (const action of ['promote', 'promote-full', 'abort'] as const) {
      await expect(on.button(action)).toHaveAttribute('aria-disabled', 'true')
      await on.button(action).focus()
      await expect(page.getByRole('tooltip')).toHaveText(
        `Needs patch on rollouts/status in namespace ${place}.`,
      )
      await on.button(action).click({ force: true })
      await expect(on.card).toBeHidden()
    }
  },
)

test(
  'a kind that may not be read degrades only what needs it',
  real,
  async ({ page, real: cluster, place, open, startOther }) => {
    await startPausedCanary(cluster, place)
    const rules = viewRules.map((rule) => ({
      ...rule,
      resources: rule.resources.filter((resource) => resource !== 'pods'),
    }))
    const kubeconfig = await kubeconfigOf(cluster, { place, rules, clusterWide: true })
    const cockpit = await startOther('--kubeconfig', kubeconfig)
    const on = rolloutPage(page)
    await open(rolloutPath({ cluster: place, namespace: place, name: 'web' }), cockpit)
    await on.shows('Paused')
    await expect(on.state).toContainText('Waiting for a person to promote at step 2 of 5')
    await expect(on.panel('Traffic')).toContainText(/Wanted\s*50 %/)
    await expect(on.panel('Revisions').getByText('Pods not known')).toHaveCount(2)
    await page.getByText('Some of the cluster cannot be read').click()
    await expect(page.getByRole('listitem').filter({ hasText: /^pods: / })).toContainText(
      'cannot list resource "pods"',
    )
    await open(fleetPath(place), cockpit)
    await expect(page.getByRole('row').filter({ hasText: place })).toContainText('2/2')
  },
)
