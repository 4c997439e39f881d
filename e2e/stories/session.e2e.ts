import { fleetPath, rolloutPath } from '../../lib/paths.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { smallCanary, startPausedCanary } from '../support/rollouts.ts'
import { expect, test } from '../support/story.ts'

test.describe('without a session', () => {
  test.use({ expectedErrors: [/the server responded with a status of 401/] })

  test('no data comes without the token; typed in, it opens the page', async ({
    page,
    cluster,
    cockpit,
    place,
  }) => {
    await cluster.apply([smallCanary(place, '1.0')])
    const path = `${fleetPath(cluster.contextName)}?ns=${place}`
    const shell = await page.goto(`${cockpit.origin}${path}`)
    expect(await shell?.text()).not.toContain('example.test/web')
    await expect(page.getByRole('heading', { name: 'Open the address with its token' })).toBeVisible()
    await expect(page.getByText(place)).toHaveCount(0)
    for (const data of [
      '/api/clusters',
      `/api/stream?cluster=${cluster.contextName}&fleet=1`,
      '/api/session',
    ]) {
      expect((await page.request.get(`${cockpit.origin}${data}`)).status()).toBe(401)
    }

    const field = page.getByLabel('Address or token')
    await field.fill('not-the-token')
    await page.getByRole('button', { name: 'Open' }).click()
    await expect(page.getByText('This token is not the one of the server that runs now.')).toBeVisible()
    await field.fill(`${cockpit.origin}/#token=${cockpit.token}`)
    await page.getByRole('button', { name: 'Open' }).click()
    await expect(page.getByRole('row').filter({ hasText: place })).toBeVisible()
  })
})

test('the printed address opens the fleet and leaves no token in the address, the history or the page', async ({
  page,
  context,
  cluster,
  cockpit,
  open,
}) => {
  await open('/')
  await expect(page).toHaveURL(`${cockpit.origin}${fleetPath(cluster.contextName)}`)
  await expect(page.getByRole('heading', { name: 'Fleet' })).toBeVisible()
  const kept = await page.evaluate(() =>
    JSON.stringify([
      location.href,
      document.referrer,
      history.state,
      { ...localStorage },
      { ...sessionStorage },
    ]),
  )
  expect(kept).not.toContain(cockpit.token)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect(await context.cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/' }])
  await page.goBack()
  expect(page.url()).not.toContain('token=')
  await page.goto(`${cockpit.origin}${fleetPath(cluster.contextName)}`)
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live')
})

// The demo has a story of its own for this.
test('read-only: a badge, no action, and no write route', { tag: '@real' }, async ({
  page,
  cluster,
  place,
  open,
  startOther,
}) => {
  await startPausedCanary(cluster, place)
  const cockpit = await startOther('--kubeconfig', cluster.kubeconfig, '--read-only')
  const on = rolloutPage(page)
  const path = rolloutPath({ cluster: cluster.contextName, namespace: place, name: 'web' })
  await open(path, cockpit)
  await on.shows('Paused')
  await expect(page.getByRole('banner')).toContainText('READ-ONLY')
  await on.button('promote').focus()
  await expect(page.getByRole('tooltip')).toHaveText('This cockpit was started read-only.')
  await on.button('promote').click({ force: true })
  await expect(on.card).toBeHidden()

  const answer = await page.request.post(`${cockpit.origin}/api${path}/actions/promote`, {
    headers: { 'x-cockpit': '1', origin: cockpit.origin },
    data: { state: '' },
  })
  expect(answer.status()).toBe(405)
  await on.shows('Paused')
})
