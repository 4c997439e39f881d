import { type RolloutRef, servicePath } from '../../lib/paths.ts'
import { service } from '../cluster/scenarios/objects.ts'
import type { ObjectRef } from '../cluster/waits.ts'
import { startDemo } from '../support/demo.ts'
import { exhibits, workloads } from './gallery.ts'
import { expect, type Scene, type Stage, visit, visitPage } from './stage.ts'

const deployment = (ref: ObjectRef, sees: string) => async (stage: Stage) => {
  await visitPage(stage, 'deployments', ref)
  await expect(stage.page.getByRole('main')).toContainText(sees)
}

const answers = (ref: ObjectRef, sees: string) => async (stage: Stage) => {
  await visitPage(stage, 'services', ref)
  await expect(stage.page.getByRole('main')).toContainText(sees)
}

const card = (action: string, ref: ObjectRef, sees: string) => async (stage: Stage) => {
  await deployment(ref, 'Replacing')(stage)
  const { page } = stage
  await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: action }).click()
  await expect(page.getByRole('dialog')).toContainText(sees)
}

const sees = 'Answers come 50 % from frontend-a'

async function showWhatIf(stage: Stage): Promise<void> {
  await answers(workloads.aOrB, sees)(stage)
  await stage.page.getByRole('button', { name: 'One more of frontend-b' }).click()
  await expect(stage.page.getByRole('list', { name: 'Shares with these replicas' })).toContainText('60 %')
}

async function showScaleCard({ page }: Stage): Promise<void> {
  await page.getByRole('button', { name: /^Scale frontend-b to 3/ }).click()
  await expect(page.getByRole('dialog')).toContainText('The API server would accept it')
}

/** Pods of the real control plane have no network: who is to answer must be one of the demo's. */
async function showSampled(stage: Stage): Promise<void> {
  const demo = await startDemo('--scenario', 'a-b')
  stage.later(async () => demo[Symbol.asyncDispose]())
  const ref: RolloutRef = { cluster: 'demo', ...workloads.aOrB }
  await visit(stage, servicePath(ref), demo.cockpit)
  const { page } = stage
  await page.getByRole('button', { name: 'Start sampling' }).click()
  const squares = page.getByRole('list', { name: 'Answers, newest last' }).getByRole('listitem')
  await expect(squares.nth(29)).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  // No button is shown as it looks while it is pointed at.
  await page.mouse.move(0, 0)
}

async function showNobody(stage: Stage): Promise<void> {
  const ref = { namespace: exhibits.timed.namespace, name: 'loyalty' }
  await stage.cluster.apply([service(ref)])
  await answers(ref, 'Nobody answers here')(stage)
}

const preview = { ...exhibits.bluePaused, name: 'frontend-preview' }

/** The pages of Deployments and of Services in their states. */
export const workloadScenes: readonly Scene[] = [
  { name: 'deployment-rolling', show: deployment(workloads.rolling, 'Replacing 6.9.4 by 6.9.3') },
  { name: 'deployment-held', show: deployment(workloads.held, 'Paused') },
  { name: 'deployment-overdue', show: deployment(workloads.overdue, 'ProgressDeadlineExceeded') },
  { name: 'deployment-complete', show: deployment(workloads.complete, 'all pods have 6.9.4') },
  { name: 'card-undo', show: card('Undo', workloads.rolling, 'First release') },
  { name: 'service-a-b', show: answers(workloads.aOrB, sees) },
  { name: 'service-what-if', show: showWhatIf, further: [{ name: 'card-scale', show: showScaleCard }] },
  {
    name: 'service-sampled',
    show: showSampled,
    top: (page) => page.getByRole('region', { name: 'Live sample' }),
  },
  { name: 'service-nobody', show: showNobody },
  { name: 'service-revisions', show: answers(exhibits.paused, 'of Rollout frontend') },
  { name: 'service-preview', show: answers(preview, 'Not an A/B') },
  { name: 'card-set-image', show: card('Set image', workloads.rolling, 'Image of webapp') },
  { name: 'card-replicas', show: card('Scale', workloads.rolling, 'Replicas') },
]
