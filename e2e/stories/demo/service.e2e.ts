import { fleetPath, rolloutPath, servicePath } from '../../../lib/paths.ts'
import { at } from '../../cluster/json.ts'
import { axeFinds } from '../../support/axe.ts'
import { rolloutPage } from '../../support/rollout-page.ts'
import { expect, test } from '../../support/story.ts'

const name = 'frontend'
const soon = 20_000

test('a sample of an A/B Service starts when it is asked for, counts, and stops; another split is tried and made', async ({
  page,
  demo,
  cluster,
  told,
  open,
}) => {
  const namespace = await told('a-b')
  const main = page.getByRole('main')
  const sample = main.getByRole('region', { name: 'Live sample' })
  const squares = sample.getByRole('list', { name: 'Answers, newest last' }).getByRole('listitem')
  const asked: string[] = []
  page.on('request', (request) => request.url().endsWith('/sample') && asked.push(request.url()))
  await open(servicePath({ cluster: cluster.contextName, namespace, name }))
  await expect(main).toContainText('50 % from frontend-a and 50 % from frontend-b')
  await expect(sample).toContainText('Off until you ask')
  expect(asked).toEqual([])

  await sample.getByRole('button', { name: 'Start sampling' }).click()
  await expect(squares.filter({ hasText: '6.9.3' }).first()).toContainText('#34577c')
  await expect(squares.filter({ hasText: '6.9.4' }).first()).toContainText('#4cae4f')
  await expect(sample).toContainText('The sample agrees with the counted shares.')
  await sample.getByRole('button', { name: 'Stop' }).click()
  await expect(sample.getByRole('button', { name: 'Go on' })).toBeVisible()
  await expect(sample).toContainText(`${await squares.count()} answers counted`)
  const untilStopped = asked.length
  expect(await axeFinds(page)).toEqual([])

  const whatIf = main.getByRole('region', { name: 'What if' })
  await whatIf.getByRole('textbox', { name: 'Wanted share in percent' }).fill('37.5')
  await whatIf.getByRole('button', { name: 'Exactly, with the fewest pods: A 5, B 3' }).click()
  const slider = whatIf.getByRole('slider', { name: 'Replicas of frontend-b' })
  await expect(slider).toHaveAttribute('aria-valuetext', /^3, 37\.5\s%$/)
  await slider.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', /^4, /)
  await slider.press('ArrowLeft')

  await whatIf.getByRole('button', { name: 'Scale frontend-a to 5 and frontend-b to 3…' }).click()
  const card = page.getByRole('dialog')
  await expect(card).toContainText('The API server would accept it (server dry run).')
  const scaled = async () =>
    at(await cluster.get(`/apis/apps/v1/namespaces/${namespace}/deployments/frontend-b`), 'spec.replicas')
  expect(await scaled()).toBe(2)
  expect(await axeFinds(page)).toEqual([])
  await card.getByRole('button', { name: 'Scale frontend-a to 5 and frontend-b to 3' }).click()
  await expect(card).toBeHidden()
  expect(await scaled()).toBe(3)
  await demo.perform({ do: 'jump', ms: soon, namespace })
  await expect(main).toContainText('62.5 % from frontend-a and 37.5 % from frontend-b')
  expect(asked).toHaveLength(untilStopped)
})

test('the preview of a blue-green Rollout opens in the inspector, with the colour of the new version', async ({
  page,
  told,
  open,
}) => {
  const namespace = await told('blue-green')
  await open(rolloutPath({ cluster: 'demo', namespace, name }))
  await page.getByRole('link', { name: /^Open in the inspector.*frontend-preview$/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'frontend-preview' })).toBeVisible()
  const main = page.getByRole('main')
  await expect(main).toContainText('all answers come from revision 2 of Rollout frontend')
  await main.getByRole('button', { name: 'Start sampling' }).click()
  const squares = main.getByRole('list', { name: 'Answers, newest last' }).getByRole('listitem')
  await expect(squares.first()).toContainText(/6\.9\.4.*#4cae4f/)
})

test('the Service of a canary comes under its Rollout in the fleet with its shares, leads to its page, and goes after the promotion', async ({
  page,
  demo,
  told,
  open,
}) => {
  const namespace = await told('healthy')
  const fleet = `${fleetPath('demo')}?ns=${namespace}`
  const lines = page.getByRole('table', { name: 'Fleet' }).getByRole('row')
  const links = page.getByRole('table', { name: 'Fleet' }).getByRole('link')
  const on = rolloutPage(page)
  await open(fleet)
  await expect(links).toHaveText(['frontend'])

  await demo.perform({ do: 'ship', namespace, what: 'next' }, { do: 'jump', ms: soon, namespace })
  await expect(links).toHaveText(['frontend', 'Service frontend'])
  await expect(lines.nth(1)).toContainText('Waits for a person at step 2 of 5')
  await expect(lines.nth(2)).toContainText('2 revisions of Rollout frontend')
  await expect(lines.nth(2)).toContainText('75 % revision 1, 25 % revision 2')
  await expect(page.getByRole('button', { name: 'Paused 1' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Healthy 0' })).toBeVisible()
  expect(await axeFinds(page)).toEqual([])
  await page.getByRole('radio', { name: 'Cards' }).check({ force: true })
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('article').getByRole('link')).toHaveText(['frontend', 'Service frontend'])
  expect(await axeFinds(page)).toEqual([])

  await page.getByRole('link', { name: 'Service frontend' }).click()
  await expect(page).toHaveURL(new RegExp(servicePath({ cluster: 'demo', namespace, name })))
  const main = page.getByRole('main')
  await expect(main).toContainText('75 % from revision 1 and 25 % from revision 2 of Rollout frontend')

  await open(rolloutPath({ cluster: 'demo', namespace, name }))
  await on.act('promote-full')
  await open(fleet)
  await expect(page.getByRole('link', { name: 'Service frontend' })).toBeVisible()
  await demo.perform({ do: 'jump', ms: 60_000, namespace })
  await expect(lines.nth(1)).toContainText('Healthy')
  await expect(links).toHaveText(['frontend'])
})
