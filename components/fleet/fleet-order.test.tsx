// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { hello, liveHealth, renderPage, scriptWorld } from '../shell/fixtures/page.tsx'
import { Fleet } from './fleet.tsx'

const opened: string[] = []
vi.mock('next/navigation', () => ({
  usePathname: () => '/c/one',
  useRouter: () => ({ prefetch() {}, push() {}, replace() {} }),
}))
vi.mock('nuqs/adapters/next/app', () => ({
  NuqsAdapter: ({ children }: { children: ReactNode }) => children,
}))

afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.unstubAllGlobals()
})

const at = (hour: number) => `2026-11-23T${hour}:00:00Z`
const rows = [
  row({ name: 'web', namespace: 'billing', changedAt: at(10) }),
  row({ name: 'web', changedAt: at(12) }),
  row({ name: 'api', phase: 'Degraded', changedAt: at(11) }),
  waitingRow({ name: 'cart', changedAt: at(13) }),
]

/** Where the rows or cards lead to, from top to bottom. */
const shown = () =>
  [...document.querySelectorAll('[data-row] a:not([aria-hidden])')].map((link) => link.getAttribute('href'))
const paths = (...of: readonly string[]) => of.map((key) => `/c/one/${key.replace('/', '/rollouts/')}`)
const unsorted = paths('shop/cart', 'shop/api', 'billing/web', 'shop/web')

async function fleetPage(search = '', wide = true) {
  const world = scriptWorld({ wide })
  renderPage(<Fleet />, search)
  await waitFor(() => expect(world.opened).toHaveLength(1))
  await world.say(hello, { type: 'health', health: liveHealth }, { type: 'fleet', rows })
  return { ...world, user: userEvent.setup({ delay: null }) }
}

describe('headings', () => {
  const sorted = () =>
    [...document.querySelectorAll('th[scope=col][aria-sort]')].map(
      (heading) => `${heading.textContent} ${heading.getAttribute('aria-sort')}`,
    )

  const heading = (word: string) => screen.getByText(word, { selector: 'th button' })

  test('sort up, down and no longer, and say so to a screen reader', async () => {
    const { user } = await fleetPage()
    expect([shown(), sorted()]).toEqual([unsorted, []])
    await user.click(heading('Name'))
    expect(shown()).toEqual(paths('shop/api', 'shop/cart', 'billing/web', 'shop/web'))
    expect(sorted()).toEqual(['Name ascending'])
    await user.click(heading('Name'))
    expect(shown()).toEqual(paths('billing/web', 'shop/web', 'shop/cart', 'shop/api'))
    expect(sorted()).toEqual(['Name descending'])
    await user.click(heading('Name'))
    expect([shown(), sorted()]).toEqual([unsorted, []])
  })

  test('sort by the keyboard, and by one column at a time', async () => {
    const { user } = await fleetPage('?sort=-name')
    heading('Changed').focus()
    await user.keyboard('{Enter}')
    expect(shown()).toEqual(paths('shop/cart', 'shop/web', 'shop/api', 'billing/web'))
    expect(sorted()).toEqual(['Changed descending'])
    expect(document.activeElement?.textContent).toBe('Changed')
  })

  test('a change moves no row but its own', async () => {
    const { say } = await fleetPage('?sort=-changed')
    await say({
      type: 'fleet-delta',
      changed: [row({ name: 'web', namespace: 'billing', changedAt: at(14) })],
      removed: [],
    })
    expect(shown()).toEqual(paths('billing/web', 'shop/cart', 'shop/web', 'shop/api'))
  })

  test('an order that no heading stands for is told where it shows', async () => {
    await fleetPage('?sort=waiting')
    expect(sorted()).toEqual(['State other'])
  })
})

test('cards take their order from the menu, and follow the address', async () => {
  const { user } = await fleetPage('?sort=name', false)
  expect(shown()).toEqual(paths('shop/api', 'shop/cart', 'billing/web', 'shop/web'))
  await user.selectOptions(screen.getByLabelText('Order'), 'Changed longest ago first')
  expect(shown()).toEqual(paths('billing/web', 'shop/api', 'shop/web', 'shop/cart'))
  await user.selectOptions(screen.getByLabelText('Order'), 'Waiting for you first')
  expect(shown()).toEqual(unsorted)
})

test('what needs attention is a chip of its own beside what waits', async () => {
  const { user } = await fleetPage()
  await user.click(screen.getByRole('button', { name: 'Needs attention 2' }))
  expect(shown()).toEqual(paths('shop/cart', 'shop/api'))
  await user.click(screen.getByRole('button', { name: 'Waiting for you 1' }))
  expect(shown()).toEqual(paths('shop/cart'))
})

describe('pins', () => {
  const star = (key: string) => screen.getByLabelText(`Pin ${key}`)
  const pinned = () =>
    screen
      .getAllByLabelText(/^Pin /)
      .filter((button) => button.getAttribute('aria-pressed') === 'true')
      .map((button) => button.getAttribute('aria-label'))

  test.each([true, false])(
    'B9: of one name in two namespaces only the one that was pinned is (table: %s)',
    async (wide) => {
      const { user } = await fleetPage('', wide)
      await user.click(star('shop/web'))
      expect(shown()).toEqual(paths('shop/web', 'shop/cart', 'shop/api', 'billing/web'))
      expect(pinned()).toEqual(['Pin shop/web'])
      cleanup()
      await fleetPage('?sort=name', wide)
      expect(shown()).toEqual(paths('shop/web', 'shop/api', 'shop/cart', 'billing/web'))
      expect(pinned()).toEqual(['Pin shop/web'])
    },
  )

  test('are not another cluster’s', async () => {
    const { user } = await fleetPage()
    await user.click(star('shop/web'))
    cleanup()
    const two = { name: 'two', server: 'https://two:6443', current: true }
    const world = scriptWorld({
      answers: { 'GET /api/clusters': { clusters: [two], unusable: [], readOnly: false, version: '1' } },
    })
    renderPage(<Fleet />, '', 'two')
    await waitFor(() => expect(world.opened).toHaveLength(1))
    await world.say(
      hello,
      { type: 'health', health: { ...liveHealth, cluster: 'two' } },
      { type: 'fleet', rows },
    )
    expect(star('shop/web').getAttribute('aria-pressed')).toBe('false')
  })

  test('by the keyboard: s pins the row that has the focus and leaves it there', async () => {
    const { user } = await fleetPage()
    await user.keyboard('{ArrowDown}js')
    expect(shown()[0]).toBe(paths('shop/api')[0])
    expect(pinned()).toEqual(['Pin shop/api'])
    await waitFor(() => expect(document.activeElement?.textContent).toBe('api'))
    await user.keyboard('s')
    expect(shown()).toEqual(unsorted)
    await waitFor(() => expect(document.activeElement?.textContent).toBe('api'))
  })

  test('Enter on the star pins and does not open the Rollout', async () => {
    const { user } = await fleetPage()
    const link = screen.getByText('api')
    link.addEventListener('click', (event) => {
      event.preventDefault()
      opened.push('api')
    })
    star('shop/api').focus()
    await user.keyboard('{Enter}')
    expect(pinned()).toEqual(['Pin shop/api'])
    expect(opened).toEqual([])
    await user.keyboard('{ArrowDown}{ArrowUp}{Enter}')
    expect(opened).toEqual(['api'])
  })
})

test('the heading says of how many namespaces it tells, where some are named', async () => {
  const { say } = await fleetPage()
  expect(screen.getByText('4 Rollouts in 2 namespaces')).toBeTruthy()
  const namespaces = ['billing', 'shop', 'quiet']
  await say({ type: 'health', health: { ...liveHealth, namespaces } })
  expect(screen.getByText('4 Rollouts in 2 of 3 namespaces')).toBeTruthy()
})
