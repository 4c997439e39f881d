import { deploymentPath, servicePath } from '../../../lib/paths.ts'
import { deploymentPage } from '../../support/deployment-page.ts'
import { cutButtons, phone, scrollsSideways } from '../../support/phone.ts'
import { expect, test } from '../../support/story.ts'

test.use(phone)

const name = 'frontend'

test('at 390 pixels the page of a Deployment is whole, at rest and in trouble: actions are in reach and lose no word', async ({
  page,
  demo,
  told,
  open,
}) => {
  const namespace = await told('rolling-update')
  await demo.perform({ do: 'jump', ms: 120_000, namespace })
  const on = deploymentPage(page)
  await open(deploymentPath({ cluster: 'demo', namespace, name }))
  await on.shows('Healthy')
  const isWhole = async (orders: readonly string[]) => {
    expect(await scrollsSideways(page)).toBe(false)
    for (const order of orders)
      await expect(on.toolbar.getByRole('button', { name: order, exact: true })).toBeInViewport({ ratio: 1 })
    expect(await cutButtons(on.toolbar)).toEqual([])
  }
  const orders = ['Pause', 'Set image', 'Scale', 'Restart', 'Undo']
  await isWhole(orders)

  await on.ask('Set image')
  await expect(on.card.getByLabel('Image of frontend')).toBeInViewport({ ratio: 1 })
  await expect(on.card.getByRole('button', { name: 'Cancel' })).toBeInViewport({ ratio: 1 })
  expect(await scrollsSideways(page)).toBe(false)
  await on.confirm('Cancel')

  await demo.perform(
    { do: 'ship', namespace, what: 'bad', flaw: 'missing' },
    { do: 'jump', ms: 120_000, namespace },
  )
  await on.shows('Degraded')
  await isWhole(orders)
  await on.ask('Undo')
  await on.confirm('Undo to 6.9.3')
  await demo.perform({ do: 'jump', ms: 60_000, namespace })
  await on.shows('Healthy')
})

test('at 390 pixels the page of an A/B Service is whole: it is sampled and scaled with a thumb', async ({
  page,
  told,
  open,
}) => {
  const namespace = await told('a-b')
  await open(servicePath({ cluster: 'demo', namespace, name }))
  const main = page.getByRole('main')
  await expect(main).toContainText('50 % from frontend-a and 50 % from frontend-b')
  expect(await scrollsSideways(page)).toBe(false)

  await main.getByRole('button', { name: 'Start sampling' }).tap()
  const squares = main.getByRole('list', { name: 'Answers, newest last' }).getByRole('listitem')
  await expect(squares.filter({ hasText: '6.9.4' }).first()).toBeVisible()
  await main.getByRole('button', { name: 'Stop' }).tap()
  expect(await scrollsSideways(page)).toBe(false)

  await main.getByRole('button', { name: 'One more of frontend-b' }).tap()
  await main.getByRole('button', { name: 'Scale frontend-b to 3…' }).tap()
  const card = page.getByRole('dialog')
  await expect(card.getByRole('button', { name: 'Scale frontend-b to 3' })).toBeInViewport({ ratio: 1 })
  expect(await scrollsSideways(page)).toBe(false)
})
