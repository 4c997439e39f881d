import { rolloutPath } from '../../lib/paths.ts'
import type { Action } from '../../lib/rollouts/view.ts'
import { accountWithRules, operateRules, viewRules } from '../cluster/scenarios/objects.ts'
import { type ObjectRef, untilAllowed } from '../cluster/waits.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { command } from './exhibits/exhibit.ts'
import { exhibits } from './gallery.ts'
import { expect, type Scene, type Stage, startAs, visit, visitRollout } from './stage.ts'

const waiting = 'Waiting for a person to promote'

async function visitWaiting(stage: Stage, ref: ObjectRef) {
  await visitRollout(stage, ref)
  const on = rolloutPage(stage.page)
  await expect(on.state).toContainText(waiting)
  return on
}

const card =
  (action: Action, ref: ObjectRef = exhibits.paused) =>
  async (stage: Stage) => {
    const on = await visitWaiting(stage, ref)
    await on.button(action).click()
    await expect(on.card).toBeVisible()
  }

/** A colleague is faster at the terminal. */
async function showMoved(stage: Stage): Promise<void> {
  await card('promote', exhibits.moved)(stage)
  await stage.cluster.argo(command('promote', exhibits.moved))
  await expect(rolloutPage(stage.page).card.getByRole('alert')).toContainText('has moved')
}

const operator = { name: 'operator', namespace: 'default', clusterWide: true }

/** The right to patch is taken away between the opening of the card and its confirmation. */
async function showRefused(stage: Stage): Promise<void> {
  const cockpit = await startAs(stage, operator.name, [...viewRules, ...operateRules])
  const { namespace, name } = exhibits.paused
  await visit(stage, rolloutPath({ cluster: operator.name, namespace, name }), cockpit)
  const on = rolloutPage(stage.page)
  await on.button('promote').click()
  await expect(on.confirm('promote')).toBeFocused()
  await stage.cluster.apply(accountWithRules({ ...operator, rules: viewRules }))
  const patch = { namespace, verb: 'patch', group: 'argoproj.io', resource: 'rollouts' }
  await untilAllowed(stage.cluster, operator, patch, false)
  await on.confirm('promote').click()
  await expect(on.card.getByRole('alert')).toContainText(
    /Nothing was done: the API server does not allow it\. .*User "system:serviceaccount:\S+" cannot patch resource "rollouts/,
  )
}

/** The controller is held, so that the action stays on its way. */
async function showProgress(stage: Stage): Promise<void> {
  const on = await visitWaiting(stage, exhibits.promoted)
  await stage.cluster.freeze('rollouts-controller')
  stage.later(() => stage.cluster.thaw('rollouts-controller'))
  await on.act('promote')
  await expect(on.progress).toContainText('accepted')
}

/** The controller is still held; the page's clock is moved past the time that it may take. */
async function showSilence({ page }: Stage): Promise<void> {
  await page.clock.setFixedTime(Date.now() + 20_000)
  await expect(rolloutPage(page).progress).toContainText('has not reacted')
}

/** The page's clock is held once it is finished, because the words go away after a while. */
async function showFinished(stage: Stage): Promise<void> {
  const on = await visitWaiting(stage, exhibits.withdrawn)
  await on.act('abort')
  await expect(on.progress).toContainText('finished')
  await expect(on.progress).not.toContainText('(not yet)')
  await stage.page.clock.setFixedTime(new Date())
}

/** What a person does, from the card to its end. */
export const actionScenes: readonly Scene[] = [
  { name: 'card-promote', show: card('promote') },
  { name: 'card-promote-full', show: card('promote-full') },
  { name: 'card-abort', show: card('abort') },
  { name: 'card-moved', show: showMoved },
  { name: 'card-refused', show: showRefused },
  {
    name: 'action-progress',
    show: showProgress,
    further: [{ name: 'action-silent', show: showSilence }],
  },
  { name: 'action-finished', show: showFinished },
]
