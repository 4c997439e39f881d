import { type ObjectRef, rolloutPath } from '../cluster/waits.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { crowd, exhibits, prepareCrowd } from './gallery.ts'
import { expect, type Scene, type Stage, visitRollout } from './stage.ts'

const rollout = (ref: ObjectRef, sees: string | RegExp) => async (stage: Stage) => {
  await visitRollout(stage, ref)
  await expect(stage.page.getByRole('main')).toContainText(sees)
}

const paused = rollout(exhibits.paused, 'Waiting for a person to promote')

async function showCard(stage: Stage, action: 'promote' | 'abort'): Promise<void> {
  await paused(stage)
  const on = rolloutPage(stage.page)
  await on.button(action).click()
  await expect(on.card).toBeVisible()
}

/** The controller is held, so that the action stays on its way. */
async function showProgress(stage: Stage): Promise<void> {
  await rollout(exhibits.promoted, 'Waiting for a person to promote')(stage)
  const on = rolloutPage(stage.page)
  await stage.cluster.freeze('rollouts-controller')
  stage.later(() => stage.cluster.thaw('rollouts-controller'))
  await on.act('promote')
  await expect(on.progress).toContainText('accepted')
}

/** The page's clock is held once it is finished, because the words go away after a while. */
async function showFinished(stage: Stage): Promise<void> {
  await rollout(exhibits.withdrawn, 'Waiting for a person to promote')(stage)
  const on = rolloutPage(stage.page)
  await on.act('abort')
  await expect(on.progress).toContainText('finished')
  await expect(on.progress).not.toContainText('(not yet)')
  await stage.page.clock.setFixedTime(new Date())
}

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

/** The page of one Rollout in its states. */
export const rolloutScenes: readonly Scene[] = [
  { name: 'canary-paused', show: paused },
  { name: 'canary-timed', show: rollout(exhibits.timed, /Goes on by itself in/) },
  { name: 'canary-progressing', show: rollout(exhibits.progressing, 'Progressing') },
  { name: 'canary-aborted', show: rollout(exhibits.aborted, 'RolloutAborted') },
  { name: 'canary-healthy', show: rollout(exhibits.healthy, 'all users have 0.14.3') },
  { name: 'canary-failing', show: rollout(exhibits.failing, 'CrashLoopBackOff') },
  { name: 'canary-invalid', show: rollout(exhibits.invalid, 'InvalidSpec') },
  { name: 'blue-green-paused', show: rollout(exhibits.bluePaused, 'The preview is ready') },
  { name: 'blue-green-active', show: rollout(exhibits.blueActive, 'Preview = active') },
  { name: 'blue-green-delay', show: rollout(exhibits.blueDelay, 'Kept for another') },
  { name: 'blue-green-aborted', show: rollout(exhibits.blueAborted, 'RolloutAborted') },
  { name: 'not-found', show: rollout({ namespace: 'shop', name: 'chekout' }, 'There is no Rollout') },
  { name: 'deleted', show: showDeleted },
  { name: 'card-promote', show: (stage) => showCard(stage, 'promote') },
  { name: 'card-abort', show: (stage) => showCard(stage, 'abort') },
  { name: 'action-progress', show: showProgress },
  { name: 'action-finished', show: showFinished },
  {
    name: 'keys',
    show: async (stage) => {
      await paused(stage)
      await stage.page.keyboard.press('?')
      await expect(stage.page.getByRole('dialog', { name: 'Keys on this page' })).toBeVisible()
    },
  },
]

/** What takes so long that only pictures are made of it. */
export const crowdScenes: readonly Scene[] = [{ name: 'canary-crowd', show: showCrowd }]
