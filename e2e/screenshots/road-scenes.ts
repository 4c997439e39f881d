import { fleetPath, pagePath, rolloutPath } from '../../lib/paths.ts'
import { startCluster } from '../cluster/cluster.ts'
import { viewRules } from '../cluster/scenarios/objects.ts'
import { type ObjectRef, until } from '../cluster/waits.ts'
import { kubeconfigFor } from '../server/cockpit.ts'
import { exhibits, workloads } from './gallery.ts'
import { expect, goOn, type Scene, type Shot, type Stage, startAs, visit, visitRollout } from './stage.ts'

const crd = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/rollouts.argoproj.io'
const { namespace, name } = exhibits.paused

/** The page of a Rollout where the fleet was seen before. */
const pageOf = (cluster: string, state: string, sees: string): Shot => ({
  name: `${state}-rollout`,
  show: async (stage) => {
    await goOn(stage, rolloutPath({ cluster, namespace, name }))
    await expect(stage.page.getByRole('main')).toContainText(sees)
  },
})

async function showConnecting(stage: Stage): Promise<void> {
  // Nothing listens on the port for discarding.
  const nowhere = kubeconfigFor('http://127.0.0.1:9')
  stage.later(async () => nowhere[Symbol.dispose]())
  const cockpit = await stage.startOther('--kubeconfig', nowhere.file)
  await visit(stage, fleetPath('nowhere'), cockpit)
  await expect(stage.page.getByText('Still connecting to nowhere')).toBeVisible()
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
  await visit(stage, rolloutPath({ cluster: 'student', namespace, name }), cockpit)
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

const road = ({ page }: Stage) => page.getByRole('banner').getByRole('status')

async function showStaleRollout(stage: Stage): Promise<void> {
  const { cluster } = stage
  await visitRollout(stage, exhibits.paused)
  await expect(road(stage)).toHaveText('Live')
  await cluster.killApiServer()
  stage.later(() => cluster.restartApiServer())
  await expect(road(stage)).toContainText('Stale')
}

async function showStaleFleet(stage: Stage): Promise<void> {
  await goOn(stage, fleetPath(stage.cluster.contextName))
  await expect(stage.page.getByRole('main')).toContainText('Waits for a person')
  await expect(road(stage)).toContainText('Stale')
}

/** Another kind's page in the same outage. */
const stalePage = (state: string, resource: string, ref: ObjectRef, sees: string): Shot => ({
  name: state,
  show: async (stage) => {
    await goOn(stage, pagePath(resource, { cluster: stage.cluster.contextName, ...ref }))
    await expect(stage.page.getByRole('main')).toContainText(sees)
    await expect(road(stage)).toContainText('Stale')
  },
})

/** The cockpit has ended; what is on screen is not called stale for another ten seconds. */
async function showReconnecting(stage: Stage): Promise<void> {
  const cockpit = await stage.startOther('--kubeconfig', stage.cluster.kubeconfig)
  await visit(stage, rolloutPath({ cluster: stage.cluster.contextName, namespace, name }), cockpit)
  await expect(road(stage)).toHaveText('Live')
  await cockpit[Symbol.asyncDispose]()
  await expect(road(stage)).toHaveText('Reconnecting')
}

async function showToken(stage: Stage): Promise<void> {
  const cockpit = await stage.startOther('--kubeconfig', stage.cluster.kubeconfig)
  await stage.page.goto(`${cockpit.origin}/`)
  await expect(stage.page.getByRole('heading', { name: 'Open the address with its token' })).toBeVisible()
}

async function showNoPage(stage: Stage): Promise<void> {
  const { page, cluster } = stage
  await visit(stage, fleetPath(cluster.contextName))
  await expect(road(stage)).toHaveText('Live')
  await goOn(stage, '/no/such/page')
  await expect(page.getByText('There is no such page')).toBeVisible()
}

async function showNoCluster(stage: Stage): Promise<void> {
  await visit(stage, rolloutPath({ cluster: 'staging', namespace, name }))
  await expect(stage.page.getByText('There is no cluster staging')).toBeVisible()
}

/** Every state of the road between the browser and the cluster. */
export const roadScenes: readonly Scene[] = [
  { name: 'token', show: showToken },
  { name: 'no-such-page', show: showNoPage },
  { name: 'no-such-cluster', show: showNoCluster },
  {
    name: 'connecting',
    show: showConnecting,
    further: [pageOf('nowhere', 'connecting', 'It is tried again by itself')],
  },
  { name: 'forbidden', show: showForbidden, further: [pageOf('nobody', 'forbidden', 'cannot be seen')] },
  { name: 'degraded', show: showDegraded },
  { name: 'read-only', show: showReadOnly },
  { name: 'crd-missing', show: showAbsent, further: [pageOf('empty', 'crd-missing', 'is not installed')] },
  { name: 'reconnecting', show: showReconnecting },
  {
    name: 'canary-stale',
    show: showStaleRollout,
    further: [
      { name: 'fleet-stale', show: showStaleFleet },
      stalePage('deployment-stale', 'deployments', workloads.rolling, 'Replacing'),
      stalePage('service-stale', 'services', workloads.aOrB, 'Answers come'),
    ],
  },
]
