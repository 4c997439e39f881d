import { deploymentPath, servicePath } from '../../../lib/paths.ts'
import { rolloutPage } from '../../support/rollout-page.ts'
import { expect, test } from '../../support/story.ts'

const reason = 'This cockpit was started read-only.'

test('a read-only demo is looked at and stepped, and no page of it acts', async ({
  page,
  open,
  startOtherDemo,
}) => {
  const { cockpit } = await startOtherDemo('--read-only')
  const on = rolloutPage(page)
  await open(cockpit.path, cockpit)
  await on.shows('Paused')
  await expect(page.getByRole('banner')).toContainText('READ-ONLY')
  const locked = async (name: RegExp | string) => {
    const button = page.getByRole('main').getByRole('button', { name, exact: true })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await button.focus()
    await expect(page.getByRole('tooltip')).toHaveText(reason)
  }
  await locked(/^Promote(?! full)/)
  const answer = await page.request.post(`${cockpit.origin}/api${cockpit.path}/actions/promote`, {
    headers: { 'x-cockpit': '1', origin: cockpit.origin },
    data: { state: '' },
  })
  expect(answer.status()).toBe(405)
  // The strip drives the cluster, not the product.
  await page.getByRole('button', { name: 'Ship a bad version' }).click()
  await expect(page.getByRole('main')).toContainText(/ImagePullBackOff|ErrImagePull/)

  await open(deploymentPath({ cluster: 'demo', namespace: 'webapp', name: 'frontend' }), cockpit)
  for (const order of ['Pause', 'Set image', 'Scale', 'Restart', 'Undo']) await locked(order)
  await open(servicePath({ cluster: 'demo', namespace: 'webapp-a-b', name: 'frontend' }), cockpit)
  await locked('Start sampling')
  await page.getByRole('button', { name: 'One more of frontend-b' }).press('Enter')
  await locked('Scale frontend-b to 3…')
})
