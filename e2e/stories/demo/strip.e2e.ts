import { rolloutPath } from '../../../lib/paths.ts'
import { rolloutPage } from '../../support/rollout-page.ts'
import { expect, test } from '../../support/story.ts'

test('the strip ships a version, skips a pause, ships a bad one and begins again', async ({
  page,
  told,
  open,
}) => {
  const namespace = await told('canary')
  const on = rolloutPage(page)
  const strip = page.getByRole('region', { name: 'Simulated cluster' })
  const press = (name: string) => strip.getByRole('button', { name, exact: true }).click()
  await open(rolloutPath({ cluster: 'demo', namespace, name: 'frontend' }))
  await on.shows('Paused')
  await on.act('promote')
  await press('Skip 1 min')
  await expect(on.state).toContainText(/Goes on by itself in \d/)
  await press('Skip the pause')
  await press('Skip 1 min')
  await on.shows('Healthy')

  await press('Ship a bad version')
  await expect(page.getByRole('main')).toContainText(/ImagePullBackOff|ErrImagePull/)
  await press('Reset')
  await on.shows('Paused')
  await expect(on.state).toContainText('Waiting for a person to promote at step 2 of 5')
})

test('the guide goes along with what happens, and stays away once it is closed', async ({
  page,
  demo,
  cockpit,
  open,
}) => {
  await demo.perform({ do: 'reset', scenario: 'all' })
  const guide = page.getByRole('complementary', { name: 'Guide' })
  await open(cockpit.path)
  await expect(guide).toContainText('A canary waits for you.')
  await guide.getByRole('button', { name: 'Next' }).click()
  await expect(guide).toContainText('Promote it.')
  const namespace = 'webapp-canary'
  const podsCome = { do: 'jump', ms: 20_000, namespace }
  await rolloutPage(page).act('promote')
  await demo.perform(podsCome)
  await expect(guide).toContainText('Now it waits for time to pass.')
  await demo.perform({ do: 'skip', namespace }, podsCome)
  await expect(guide).toContainText('See how a release fails')
  await guide.getByRole('button', { name: 'Close the guide' }).click()
  await page.reload()
  await rolloutPage(page).shows('Healthy')
  await expect(guide).toBeHidden()
})
