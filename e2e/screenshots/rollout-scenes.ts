import type { Page } from '@playwright/test'
import { type ObjectRef, rolloutPath } from '../cluster/waits.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { crowd, prepareCrowd } from './exhibits/crowds.ts'
import { exhibits } from './gallery.ts'
import { expect, type Scene, type Stage, visitRollout } from './stage.ts'

const rollout = (ref: ObjectRef, sees: string | RegExp) => async (stage: Stage) => {
  await visitRollout(stage, ref)
  await expect(stage.page.getByRole('main')).toContainText(sees)
}

const revisions = (page: Page) => rolloutPage(page).panel('Revisions')

const paused = rollout(exhibits.paused, 'Waiting for a person to promote')
const experiment = rollout(exhibits.experiment, 'Background analysis')

async function showCrowd(stage: Stage): Promise<void> {
  await prepareCrowd(stage.cluster)
  stage.later(() => stage.cluster.remove(rolloutPath(crowd)))
  await rollout(crowd, 'Waiting for a person to promote')(stage)
}

async function showDeleted(stage: Stage): Promise<void> {
  await rollout(exhibits.doomed, 'all users have')(stage)
  await stage.cluster.remove(rolloutPath(exhibits.doomed))
  await expect(stage.page.getByText(/Deleted at/)).toBeVisible()
}

async function showRecreated({ cluster, page }: Stage): Promise<void> {
  await exhibits.doomed.prepare(cluster, exhibits.doomed)
  await expect(page.getByText('Deleted and created again.')).toBeVisible()
}

/** The page of one Rollout in its states. */
export const rolloutScenes: readonly Scene[] = [
  { name: 'canary-paused', show: paused },
  { name: 'canary-timed', show: rollout(exhibits.timed, /Goes on by itself in/) },
  { name: 'canary-progressing', show: rollout(exhibits.progressing, 'Progressing') },
  { name: 'canary-aborted', show: rollout(exhibits.aborted, 'RolloutAborted') },
  { name: 'canary-healthy', show: rollout(exhibits.healthy, 'all users have 0.14.3') },
  { name: 'canary-failing', show: rollout(exhibits.failing, 'CrashLoopBackOff') },
  { name: 'canary-invalid', show: rollout(exhibits.invalid, 'InvalidSpec') },
  { name: 'canary-malformed', show: rollout(exhibits.nested, 'indented a level too deep') },
  { name: 'canary-experiment', show: experiment },
  { name: 'canary-routed', show: rollout(exhibits.routed, 'svc/storefront-canary') },
  { name: 'canary-unrecorded', show: rollout(exhibits.unrecorded, 'Recorded') },
  { name: 'canary-every-step', show: rollout(exhibits.everyStep, 'Mirror route') },
  { name: 'blue-green-paused', show: rollout(exhibits.bluePaused, 'The preview is ready') },
  { name: 'blue-green-active', show: rollout(exhibits.blueActive, 'Preview = active') },
  { name: 'blue-green-delay', show: rollout(exhibits.blueDelay, 'Kept for another') },
  { name: 'blue-green-aborted', show: rollout(exhibits.blueAborted, 'RolloutAborted') },
  { name: 'blue-green-countdown', show: rollout(exhibits.blueCountdown, /by itself in/) },
  { name: 'blue-green-before', show: rollout(exhibits.blueBefore, 'Pre-promotion analysis') },
  { name: 'blue-green-after', show: rollout(exhibits.blueAfter, 'Post-promotion analysis') },
  { name: 'canary-experiment-tree', show: experiment, top: revisions },
  { name: 'canary-stepless', show: rollout(exhibits.stepless, 'Progressing') },
  { name: 'canary-rejected', show: rollout(exhibits.rejected, 'RolloutAborted') },
  { name: 'not-found', show: rollout({ namespace: 'shop', name: 'chekout' }, 'There is no Rollout') },
  { name: 'deleted', show: showDeleted, further: [{ name: 'recreated', show: showRecreated }] },
  {
    name: 'keys',
    show: async (stage) => {
      await paused(stage)
      await stage.page.keyboard.press('?')
      await expect(stage.page.getByRole('dialog', { name: 'Keys on this page' })).toBeVisible()
    },
  },
]

/** Too long in the making for every run. */
export const rolloutCrowds: readonly Scene[] = [
  {
    name: 'canary-crowd',
    show: showCrowd,
    further: [{ name: 'canary-crowd-pods', show: async () => {}, top: revisions }],
  },
]
