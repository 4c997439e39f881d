import { fleetPath } from '../../lib/paths.ts'
import { clearTeams, prepareTeams } from './exhibits/crowds.ts'
import { workloads } from './gallery.ts'
import { expect, type Scene, type Stage, visit } from './stage.ts'

const fleet = (query: string, sees: string) => async (stage: Stage) => {
  await visit(stage, `${fleetPath(stage.cluster.contextName)}${query}`)
  await expect(stage.page.getByRole('main')).toContainText(sees)
}

/** The fleet of a cockpit that looks at one namespace. */
const within = (namespace: string, sees: string) => async (stage: Stage) => {
  const cockpit = await stage.startOther('--kubeconfig', stage.cluster.kubeconfig, '--namespace', namespace)
  await visit(stage, fleetPath(stage.cluster.contextName), cockpit)
  await expect(stage.page.getByRole('main')).toContainText(sees)
}

/** A defect of our own, which no cluster brings about: the page is told of it beside what the stream says. */
async function showUndrawn(stage: Stage): Promise<void> {
  await stage.page.addInitScript((undrawn: readonly string[]) => {
    // Without it the page hears the stream itself.
    Reflect.deleteProperty(window, 'SharedWorker')
    const parse = JSON.parse
    JSON.parse = (text, ...rest) => {
      const told = parse(text, ...rest)
      return told?.type === 'health' ? { ...told, health: { ...told.health, undrawn } } : told
    }
  }, undrawnPages)
  await fleet('', 'could not be drawn')(stage)
}

const undrawnPages = ['deployments/webapp/frontend', 'rollouts/payments/ledger']

/** The fleet with Rollouts in it. */
export const fleetScenes: readonly Scene[] = [
  { name: 'fleet-table', show: fleet('', 'Waits for a person') },
  { name: 'fleet-cards', show: fleet('?view=cards', 'Waits for a person') },
  { name: 'fleet-filtered', show: fleet('?phase=waiting&ns=shop,webapp-canary', 'Waits for a person') },
  { name: 'fleet-services', show: fleet('?kind=service', 'of Rollout frontend') },
  { name: 'fleet-undrawn', show: showUndrawn },
  { name: 'fleet-no-match', show: fleet('?q=no-such-rollout', 'Nothing in the fleet matches') },
  {
    name: 'fleet-namespaces',
    show: async (stage) => {
      await fleet('', 'Waits for a person')(stage)
      await stage.page.getByRole('button', { name: /^Namespaces: / }).click()
      await expect(stage.page.getByRole('dialog', { name: 'Namespaces' })).toBeVisible()
    },
  },
  { name: 'fleet-empty', show: within('kube-public', 'There are no Rollouts') },
  { name: 'fleet-no-rollouts', show: within(workloads.rolling.namespace, 'No Rollouts in webapp') },
]

async function showTeams(stage: Stage): Promise<void> {
  await prepareTeams(stage.cluster)
  stage.later(() => clearTeams(stage.cluster))
  await fleet('?view=cards', 'Waits for a person')(stage)
}

/** Hundreds of Rollouts take too long in the making for every run. */
export const fleetCrowds: readonly Scene[] = [
  {
    name: 'fleet-crowd',
    show: showTeams,
    further: [
      {
        name: 'fleet-crowd-middle',
        show: async ({ page }) => {
          await page.mouse.wheel(0, 12_000)
          await expect(page.getByRole('article').first()).toBeVisible()
        },
      },
    ],
  },
]
