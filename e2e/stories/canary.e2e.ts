import { rolloutPath } from '../../lib/paths.ts'
import { courseCanary, courseCanaryUpdated } from '../cluster/scenarios/course.ts'
import { agesAside, agreesWithCli, cliText, fieldOf } from '../support/agreement.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { expect, test } from '../support/story.ts'

const ref = { namespace: 'webapp-canary', name: 'frontend' }
const pods = { readyAfter: '1s' }

test("the course's canary goes from Healthy to Healthy by clicking", { tag: '@real' }, async ({
  page,
  context,
  world,
  real: cluster,
  cockpit,
  open,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: cockpit.origin })
  const on = rolloutPage(page)
  const agrees = async () => {
    const text = await agreesWithCli(world, ref)
    await expect(page.getByRole('main')).toContainText(fieldOf(text, 'Status').replace(/^\W+/, ''))
    await expect(on.plan).toContainText(`kubectl shows ${fieldOf(text, 'Step')}`)
  }

  await cluster.apply(courseCanary(pods))
  await open(rolloutPath({ cluster: cluster.contextName, ...ref }))
  await on.shows('Healthy')
  await expect(on.state).toContainText('all users have 6.9.3')
  await agrees()

  await cluster.apply([courseCanaryUpdated(pods)])
  await on.shows('Paused')
  await expect(on.state).toContainText('Waiting for a person to promote at step 2 of 5')
  await expect(on.panel('Traffic')).toContainText(/Wanted\s*25 %/)
  await expect(on.panel('Traffic')).toContainText('1 of 4 ready pods (25 %)')
  await agrees()

  await on.button('promote').click()
  await expect(on.card).toContainText('Ends the pause of step 2')
  await expect(on.card).toContainText('kubectl argo rollouts promote frontend -n webapp-canary --context ')
  await on.confirm('promote').click()
  await on.reaches('observed by the controller')
  await expect(on.state).toContainText(/Goes on by itself in \d/)
  await expect(on.panel('Traffic')).toContainText(/Wanted\s*50 %/)
  await expect(on.panel('Traffic')).toContainText('2 of 4 ready pods (50 %)')
  await agrees()

  await on.act('promote-full')
  await on.shows('Healthy')
  await expect(on.state).toContainText('all users have 6.9.4')
  await expect(on.panel('Revisions').getByRole('list', { name: /^Pods of/ })).toHaveCount(1)
  await agrees()

  await page.getByRole('button', { name: 'Copy as text' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(agesAside(copied)).toBe(agesAside(await cliText(cluster, ref)))

  await cluster.remove(`/api/v1/namespaces/${ref.namespace}`)
})
