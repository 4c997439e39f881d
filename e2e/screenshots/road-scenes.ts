import { fleetPath } from '../../lib/paths.ts'
import { startCluster } from '../cluster/cluster.ts'
import { accountWithRules, viewRules } from '../cluster/scenarios/objects.ts'
import { until } from '../cluster/waits.ts'
import { kubeconfigFor } from '../server/cockpit.ts'
import { exhibits } from './gallery.ts'
import { expect, type Scene, type Stage, visit, visitRollout } from './stage.ts'

const crd = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/rollouts.argoproj.io'

async function showConnecting(stage: Stage): Promise<void> {
  // Nothing listens on the port for discarding.
  const nowhere = kubeconfigFor('http://127.0.0.1:9')
  stage.later(async () => nowhere[Symbol.dispose]())
  const cockpit = await stage.startOther('--kubeconfig', nowhere.file)
  await visit(stage, fleetPath('nowhere'), cockpit)
  await expect(stage.page.getByText('Still connecting to nowhere')).toBeVisible()
}

async function startAs(stage: Stage, name: string, rules: typeof viewRules) {
  const account = { name, namespace: 'default' }
  await stage.cluster.apply(accountWithRules({ ...account, rules, clusterWide: true }))
  const token = await stage.cluster.tokenFor(account)
  return stage.startOther('--kubeconfig', await stage.cluster.kubeconfigFor(token, name))
}

async function showForbidden(stage: Stage): Promise<void> {
  await visit(stage, fleetPath('nobody'), await startAs(stage, 'nobody', []))
  await expect(stage.page.getByText('You may not list Rollouts here')).toBeVisible()
}

/** Reads all but pods, and may change nothing. */
async function showDegraded(stage: Stage): Promise<void> {
  const rules = viewRules.map((rule) => ({
    ...rule,
    resources: rule.resources.filter((resource) => resource !== 'pods'),
  }))
  const cockpit = await startAs(stage, 'student', rules)
  const { namespace, name } = exhibits.paused
  await visit(stage, `${fleetPath('student')}/${namespace}/rollouts/${name}`, cockpit)
  await stage.page.getByText('Some of the cluster cannot be read').click()
  await expect(stage.page.getByText(/^pods: /)).toBeVisible()
}

async function showReadOnly(stage: Stage): Promise<void> {
  const cockpit = await stage.startOther('--kubeconfig', stage.cluster.kubeconfig, '--read-only')
  await visit(stage, fleetPath(stage.cluster.contextName), cockpit)
  await expect(stage.page.getByText('READ-ONLY')).toBeVisible()
}

/** A cluster of its own: to take the CRD out of the other one would take all Rollouts with it. */
async function showAbsent(stage: Stage): Promise<void> {
  const cluster = await startCluster({ contextName: 'empty' })
  stage.later(() => cluster.stop())
  await cluster.remove(crd)
  await until(
    'the CRD is gone',
    async () => (await cluster.request('GET', crd)).status,
    (status) => status === 404,
  )
  const cockpit = await stage.startOther('--kubeconfig', cluster.kubeconfig)
  await visit(stage, fleetPath('empty'), cockpit)
  await expect(stage.page.getByText('Argo Rollouts is not installed in this cluster')).toBeVisible()
}

async function loseApiServer({ page, cluster, later }: Stage): Promise<void> {
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live')
  await cluster.killApiServer()
  later(() => cluster.restartApiServer())
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Stale')
}

async function showStaleFleet(stage: Stage): Promise<void> {
  await visit(stage, fleetPath(stage.cluster.contextName))
  await loseApiServer(stage)
}

async function showStaleRollout(stage: Stage): Promise<void> {
  await visitRollout(stage, exhibits.paused)
  await loseApiServer(stage)
}

async function showToken(stage: Stage): Promise<void> {
  const cockpit = await stage.startOther('--kubeconfig', stage.cluster.kubeconfig)
  await stage.page.goto(`${cockpit.origin}/`)
  await expect(stage.page.getByRole('heading', { name: 'Open the address with its token' })).toBeVisible()
}

/** Every state of the road between the browser and the cluster. */
export const roadScenes: readonly Scene[] = [
  { name: 'token', show: showToken },
  { name: 'connecting', show: showConnecting },
  { name: 'forbidden', show: showForbidden },
  { name: 'degraded', show: showDegraded },
  { name: 'read-only', show: showReadOnly },
  { name: 'crd-missing', show: showAbsent },
  { name: 'fleet-stale', show: showStaleFleet },
  { name: 'canary-stale', show: showStaleRollout },
]
