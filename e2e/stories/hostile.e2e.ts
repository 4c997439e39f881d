import type { Page } from '@playwright/test'
import { deploymentPath, fleetPath, rolloutPath, servicePath } from '../../lib/paths.ts'
import type { JsonObject } from '../cluster/json.ts'
import { webappDeployment } from '../cluster/scenarios/deployments.ts'
import { service } from '../cluster/scenarios/objects.ts'
import { canaryRollout } from '../cluster/scenarios/rollouts.ts'
import { rolloutPage } from '../support/rollout-page.ts'
import { expect, test } from '../support/story.ts'

const rtl = '\u202Egnp.exe\u202C עברית'
const ansi = '\u001b[31mred\u001b[0m'
const long = `registry.example.test/${'very-long-image-name-'.repeat(8)}end:${'1.2.3-'.repeat(8)}x`
const images = {
  script: '"><script>alert(1)</script><img src=x onerror=alert(2)>:1',
  address: 'javascript:alert(3)',
  template: '{{constructor.constructor("alert(4)")()}}:<%= alert(5) %>',
  direction: `web:${rtl}`,
  terminal: `web:${ansi}`,
  long,
} as const

const longName = `${'n'.repeat(30)}-${'o'.repeat(32)}`
const annotations = {
  'example.test/note': '<script>alert(6)</script>',
  'rollout.argoproj.io/scale-down-deadline': 'javascript:alert(7)',
  'link.argocd.argoproj.io/external-link': 'javascript:alert(8)',
}

function hostile(place: string, name: string, image: string): JsonObject {
  const labels = { 'example.test/label': 'x'.repeat(63) }
  return canaryRollout({ name, namespace: place, image, annotations, labels, steps: [{ pause: {} }] })
}

/** The controller quotes the container's name in its message. */
function refusedByTheController(place: string): JsonObject {
  const container = { name: '<img src=x onerror=alert(9)>' }
  return canaryRollout({ name: 'refused', namespace: place, container })
}

/** Nothing of the cluster's text became an element, an address or a script. */
async function expectInert(page: Page): Promise<void> {
  expect(await page.getByRole('main').locator('script, img, iframe, object, [onerror]').count()).toBe(0)
  expect(await page.locator('a[href^="javascript:" i]').count()).toBe(0)
}

async function expectWholeLayout(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(overflow).toBe(0)
}

const widths = [1440, 1024, 390]

async function expectWholeAtAllWidths(page: Page): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await expectWholeLayout(page)
  }
  await expectInert(page)
}

test('text from the cluster is inert and breaks no layout, whatever it says', { tag: '@real' }, async ({
  page,
  cluster,
  place,
  open,
}) => {
  test.slow()
  await cluster.apply([
    ...Object.entries(images).map(([name, image]) => hostile(place, name, image)),
    hostile(place, longName, long),
    refusedByTheController(place),
  ])
  const on = rolloutPage(page)
  await open(`${fleetPath(cluster.contextName)}?ns=${place}`)
  await expect(page.getByRole('row')).toHaveCount(Object.keys(images).length + 3)
  await expect(page.getByRole('row').filter({ hasText: 'refused' })).toContainText(
    '<img src=x onerror=alert(9)>',
  )
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await expect(page.getByRole('link', { name: longName })).toBeVisible()
    await expectWholeLayout(page)
  }
  await expectInert(page)

  for (const name of [...Object.keys(images), longName, 'refused']) {
    await open(rolloutPath({ cluster: cluster.contextName, namespace: place, name }))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await expect(on.panel('Facts')).toBeVisible()
    await expectWholeAtAllWidths(page)
  }
  await expect(on.state).toContainText('<img src=x onerror=alert(9)>')
})

test('nor does what Deployments and the Services before them say', { tag: '@real' }, async ({
  page,
  cluster,
  place,
  open,
}) => {
  test.slow()
  const variants = [...Object.entries(images), [longName, long] as const].map(([name, image]) =>
    webappDeployment({
      name,
      namespace: place,
      image,
      replicas: 1,
      annotations: { 'kubernetes.io/change-cause': `<script>alert(1)</script>${rtl}${long}` },
      podLabels: { app: 'shared', variant: name },
      env: [{ name: 'PODINFO_UI_COLOR', value: 'url(javascript:alert(2))' }],
    }),
  )
  const services = Array.from({ length: 6 }, (_, at) => `${'s'.repeat(60)}${at}`)
  await cluster.apply([
    ...variants,
    ...services.map((name) => service({ name, namespace: place, app: 'shared' })),
  ])
  const on = rolloutPage(page)
  const at = (name: string) => ({ cluster: cluster.contextName, namespace: place, name })
  for (const name of [...Object.keys(images), longName]) {
    await open(deploymentPath(at(name)))
    await expect(on.panel('Pods')).toContainText('and 2 more')
    await expect(on.panel('History')).toContainText('<script>alert(1)</script>')
    await expectWholeAtAllWidths(page)
  }
  await open(servicePath(at(services[0] ?? '')))
  await expect(on.panel('Who answers')).toContainText(longName)
  await expect(on.panel('Who answers')).toContainText('7 in all')
  await expectWholeAtAllWidths(page)
})
