// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { sharedRow } from '@/lib/services/fixtures/rows.ts'
import type { ServiceRow } from '@/lib/services/view.ts'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { hello, liveHealth, renderPage, scriptWorld } from '../shell/fixtures/page.tsx'
import { Fleet } from './fleet.tsx'

vi.mock('next/navigation', () => ({
  usePathname: () => '/c/one',
  useRouter: () => ({ prefetch() {}, push() {}, replace() {} }),
}))
vi.mock('nuqs/adapters/next/app', () => ({
  NuqsAdapter: ({ children }: { children: ReactNode }) => children,
}))
/** The Services whose shares were drawn. */
let drawn: string[] = []
vi.mock('@/lib/services/row-words.ts', async (original) => {
  const sentence = await original<typeof import('@/lib/services/row-words.ts')>()
  return {
    ...sentence,
    sharesWords(of: ServiceRow) {
      drawn.push(of.name)
      return sentence.sharesWords(of)
    },
  }
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const web = waitingRow({ name: 'web' })
const quiet = row({ name: 'quiet' })
const front = sharedRow({ name: 'front', of: web })

async function fleetPage({ search = '', wide = true, rows = [quiet, front, web] } = {}) {
  const world = scriptWorld({ wide })
  renderPage(<Fleet />, search)
  await waitFor(() => expect(world.opened).toHaveLength(1))
  await world.say(hello, { type: 'health', health: liveHealth }, { type: 'fleet', rows })
  return { ...world, user: userEvent.setup({ delay: null }) }
}

/** Colours need a layout: the stories look at them. */
const axeFinds = async () => {
  const { violations } = await axe.run(screen.getByRole('main'), {
    rules: { 'color-contrast': { enabled: false } },
  })
  return violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`)
}
const links = () =>
  [...document.querySelectorAll('[data-row] a:not([aria-hidden])')].map((link) => link.getAttribute('href'))
const [ofWeb, ofFront, ofQuiet] = ['rollouts/web', 'services/front', 'rollouts/quiet'].map(
  (path) => `/c/one/shop/${path}`,
)

describe('a Service that the revisions of a Rollout share', () => {
  test('is a line under it: revisions, shares, images, and the way to its page', async () => {
    await fleetPage()
    expect(links()).toEqual([ofWeb, ofFront, ofQuiet])
    const line = screen.getByRole('row', { name: /Service front/ })
    expect(line.textContent).toContain('2 revisions of Rollout web')
    expect(line.textContent).toContain('75 % revision 1, 25 % revision 2')
    expect(line.textContent).toContain('6.9.3and6.9.4')
    expect(line.textContent).toContain('4/4')
    expect(within(line).getByRole('link', { name: 'Service front' }).getAttribute('href')).toBe(ofFront)
    expect(within(line).queryByRole('button')).toBeNull()
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('4')
    expect(screen.getByRole('button', { name: 'Healthy 1' })).toBeTruthy()
    expect(screen.getByText('2 Rollouts and 1 A/B Service in 1 namespace')).toBeTruthy()
    expect(await axeFinds()).toEqual([])
  })

  test('is a strip of its card, with a way of its own', async () => {
    await fleetPage({ wide: false })
    const [card, ...others] = screen.getAllByRole('article')
    expect(others).toHaveLength(1)
    const strip = within(card ?? document.body).getByRole('link', { name: 'Service front' })
    expect(strip.getAttribute('href')).toBe(ofFront)
    expect(strip.closest('p')?.textContent).toContain(
      '2 revisions of Rollout web: 75 % revision 1, 25 % revision 2',
    )
    expect(links()).toEqual([ofWeb, ofFront, ofQuiet])
    expect(await axeFinds()).toEqual([])
  })

  test('is what Enter opens on its strip, and the Rollout on the card', async () => {
    const { user } = await fleetPage({ wide: false })
    const opened: (string | null)[] = []
    for (const name of ['web', 'Service front']) {
      const link = screen.getByRole('link', { name })
      link.addEventListener('click', (event) => {
        event.preventDefault()
        opened.push(link.getAttribute('href'))
      })
      link.focus()
      await user.keyboard('{Enter}')
    }
    expect(opened).toEqual([ofWeb, ofFront])
  })

  test('puts no line into the page anew, however long the fleet is without it', async () => {
    const others = Array.from({ length: 39 }, (_, at) => row({ name: `other-${at}`, uid: `other-${at}` }))
    const { say } = await fleetPage({ rows: [web, ...others] })
    const line = screen.getByRole('row', { name: /other-0/ })
    await say({ type: 'fleet-delta', changed: [front], removed: [] })
    expect(links()).toHaveLength(41)
    expect(screen.getByRole('row', { name: /other-0/ })).toBe(line)
  })

  test.each([true, false])('comes and goes with the second revision (table: %s)', async (wide) => {
    const { say } = await fleetPage({ wide, rows: [quiet, web] })
    expect(links()).toEqual([ofWeb, ofQuiet])
    await say({ type: 'fleet-delta', changed: [front], removed: [] })
    expect(links()).toEqual([ofWeb, ofFront, ofQuiet])
    await say({ type: 'fleet-delta', changed: [], removed: [front.uid] })
    expect(links()).toEqual([ofWeb, ofQuiet])
  })

  test.each([true, false])('is not drawn anew when others change (table: %s)', async (wide) => {
    const { say } = await fleetPage({ wide })
    drawn = []
    await say({ type: 'fleet-delta', changed: [{ ...quiet, phase: 'Degraded' }], removed: [] })
    await say({ type: 'fleet-delta', changed: [{ ...web, message: 'other' }], removed: [] })
    expect(drawn).toEqual([])
    await say({ type: 'fleet-delta', changed: [{ ...front, changedAt: null }], removed: [] })
    expect(drawn).toEqual(['front'])
  })

  test('is reached by the keys of the list', async () => {
    const { user } = await fleetPage()
    await user.keyboard('jj')
    expect(document.activeElement?.getAttribute('href')).toBe(ofFront)
    await user.keyboard('sj')
    expect(document.activeElement?.getAttribute('href')).toBe(ofQuiet)
    expect(localStorage.length).toBe(0)
  })

  test('is an ordinary row where its workload is left out', async () => {
    await fleetPage({ search: '?q=kind:service' })
    const line = screen.getByRole('row', { name: /front/ })
    expect(line.textContent).toContain('75 % revision 1, 25 % revision 2 of Rollout web')
    expect(within(line).getByText('Healthy')).toBeTruthy()
    expect(within(line).getByRole('button', { name: 'Pin shop/front' })).toBeTruthy()
  })
})

test('the kinds to choose from do not come and go with a release', async () => {
  const { say } = await fleetPage({ rows: [quiet, web] })
  await say({ type: 'fleet-delta', changed: [front], removed: [] })
  expect(screen.queryByRole('button', { name: /^A\/B Services/ })).toBeNull()
  cleanup()
  const aOrB = { ...front, uid: 'ab', name: 'ab', split: 'workloads' as const }
  await fleetPage({ rows: [web, front, aOrB] })
  expect(screen.getByRole('button', { name: 'A/B Services 2' })).toBeTruthy()
})
