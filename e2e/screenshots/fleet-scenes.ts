import { fleetPath } from '../../lib/paths.ts'
import { expect, type Scene, type Stage, visit } from './stage.ts'

const fleet = (query: string, sees: string) => async (stage: Stage) => {
  await visit(stage, `${fleetPath(stage.cluster.contextName)}${query}`)
  await expect(stage.page.getByRole('main')).toContainText(sees)
}

/** The fleet with Rollouts in it. */
export const fleetScenes: readonly Scene[] = [
  { name: 'fleet-table', show: fleet('', 'Waits for a person') },
  { name: 'fleet-cards', show: fleet('?view=cards', 'Waits for a person') },
  { name: 'fleet-filtered', show: fleet('?phase=waiting&ns=shop,webapp-canary', 'Waits for a person') },
  { name: 'fleet-no-match', show: fleet('?q=no-such-rollout', 'No Rollout matches') },
  {
    name: 'fleet-namespaces',
    show: async (stage) => {
      await fleet('', 'Waits for a person')(stage)
      await stage.page.getByRole('button', { name: /^Namespaces: / }).click()
      await expect(stage.page.getByRole('dialog', { name: 'Namespaces' })).toBeVisible()
    },
  },
  {
    name: 'fleet-empty',
    show: async (stage) => {
      const flags = ['--kubeconfig', stage.cluster.kubeconfig, '--namespace', 'kube-public']
      const cockpit = await stage.startOther(...flags)
      await visit(stage, fleetPath(stage.cluster.contextName), cockpit)
      await expect(stage.page.getByRole('main')).toContainText('There are no Rollouts')
    },
  },
]
