// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
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

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const health = { type: 'health', health: liveHealth } as const
const fleet = {
  type: 'fleet',
  rows: [
    row({ name: 'quiet', namespace: 'billing' }),
    row({ name: 'broken', phase: 'Degraded', message: 'ProgressDeadlineExceeded' }),
    waitingRow({ name: 'waits' }),
  ],
} as const

const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((line) => within(line).getByRole('link').textContent)

async function fleetPage(search = '', world = scriptWorld()) {
  renderPage(<Fleet />, search)
  await waitFor(() => expect(world.opened).toHaveLength(1))
  return { ...world, user: userEvent.setup() }
}

describe('rows', () => {
  test('what waits for a person stands first, each row tells its facts and leads to its page', async () => {
    const { say } = await fleetPage()
    await say(hello, health, fleet)
    expect(names()).toEqual(['waits', 'broken', 'quiet'])
    const [, first] = screen.getAllByRole('row')
    const line = within(first ?? document.body)
    expect(line.getByText('Paused')).toBeTruthy()
    expect(line.getByText('1/5')).toBeTruthy()
    expect(line.getByText('25 %')).toBeTruthy()
    expect(line.getByText('6.9.3')).toBeTruthy()
    expect(line.getByText('6.9.4')).toBeTruthy()
    expect(line.getByText('4/4')).toBeTruthy()
    expect(line.getByText('Waits for a person at step 2 of 5')).toBeTruthy()
    expect(line.getByText('CanaryPauseStep')).toBeTruthy()
    expect(line.getByRole('link').getAttribute('href')).toBe('/c/one/shop/rollouts/waits')
  })

  test('appear, change and vanish by themselves', async () => {
    const { say } = await fleetPage()
    await say(hello, health, fleet)
    await say({
      type: 'fleet-delta',
      changed: [row({ name: 'waits' }), row({ name: 'arrives', phase: 'Progressing' })],
      removed: ['uid-shop-broken'],
    })
    expect(names()).toEqual(['arrives', 'quiet', 'waits'])
  })

  test('are cards on a narrow screen', async () => {
    const { say } = await fleetPage('', scriptWorld({ wide: false }))
    await say(hello, health, fleet)
    expect(screen.queryByRole('table')).toBeNull()
    expect(screen.getAllByRole('article')).toHaveLength(3)
  })

  test('5,000 of them put only those near the screen into the page', async () => {
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(65)
    const { say } = await fleetPage()
    const many = Array.from({ length: 5_000 }, (_, i) => row({ name: `app-${i}` }))
    await say(hello, health, { type: 'fleet', rows: many })
    expect(screen.getByText('5000 Rollouts in 1 namespace')).toBeTruthy()
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5001')
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
  })
})

describe('narrowing', () => {
  test('a chip shows its own and gives the rest back', async () => {
    const { say, user } = await fleetPage()
    await say(hello, health, fleet)
    await user.click(screen.getByRole('button', { name: 'Waiting for you 1' }))
    expect(names()).toEqual(['waits'])
    await user.click(screen.getByRole('button', { name: 'Waiting for you 1' }))
    expect(names()).toHaveLength(3)
  })

  test('the address tells namespaces, search and state', async () => {
    const { say } = await fleetPage('?ns=shop&q=!waits&phase=degraded')
    await say(hello, health, fleet)
    expect(names()).toEqual(['broken'])
  })

  test('namespaces are chosen from a list that tells what waits where', async () => {
    const { say, user } = await fleetPage()
    await say(hello, health, fleet)
    await user.click(screen.getByRole('button', { name: 'Namespaces: All namespaces' }))
    await user.click(await screen.findByRole('checkbox', { name: /billing/ }))
    await waitFor(() => expect(screen.queryByText('waits')).toBeNull())
    expect(screen.getByText('quiet')).toBeTruthy()
  })

  test('nothing left offers to clear the filters', async () => {
    const { say, user } = await fleetPage('?q=nowhere')
    await say(hello, health, fleet)
    expect(screen.getByText('No Rollout matches')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }))
    expect(names()).toHaveLength(3)
  })
})

describe('keyboard', () => {
  test('slash searches, arrows and j, k move, the question mark tells the keys', async () => {
    const { say, user } = await fleetPage()
    await say(hello, health, fleet)
    const focused = () => document.activeElement?.textContent
    await user.keyboard('{ArrowDown}')
    expect(focused()).toBe('waits')
    await user.keyboard('jj{ArrowDown}')
    expect(focused()).toBe('quiet')
    await user.keyboard('k')
    expect(focused()).toBe('broken')
    await user.keyboard('/wait')
    expect(screen.getByLabelText('Search Rollouts')).toBe(document.activeElement)
    await waitFor(() => expect(names()).toEqual(['waits']))
    await user.keyboard('{ArrowDown}')
    expect(focused()).toBe('waits')
    await user.keyboard('/{Escape}{Escape}?')
    expect(await screen.findByRole('dialog', { name: 'Keys on this page' })).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('the states of the road', () => {
  test('no Rollouts: the one command that creates one', async () => {
    const { say } = await fleetPage()
    await say(hello, health, { type: 'fleet', rows: [] })
    expect(screen.getByText('There are no Rollouts yet')).toBeTruthy()
    expect(screen.getByText(/^kubectl apply -f .*rollout\.yaml/)).toBeTruthy()
  })

  test('refused: the API server says which verb on which resource', async () => {
    const { say } = await fleetPage()
    const problem = 'May not list rollouts.argoproj.io in namespace default.'
    const refused = { ...liveHealth, state: 'forbidden', problem, namespaces: ['default'] } as const
    await say(hello, { type: 'health', health: refused })
    expect(screen.getByRole('alert').textContent).toContain('Asked for: default.')
    expect(screen.getByRole('alert').textContent).toContain(problem)
    expect(screen.getByRole('alert').textContent).toContain('--namespace a,b')
  })

  test('no CRD: how to install it', async () => {
    const { say } = await fleetPage()
    await say(hello, { type: 'health', health: { ...liveHealth, state: 'absent' } })
    expect(screen.getByText(/not installed in this cluster/)).toBeTruthy()
  })

  test('still connecting: after five seconds it says what it waits for', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const { say } = await fleetPage()
    const problem = 'connect ECONNREFUSED 127.0.0.1:6443'
    await say(hello, { type: 'health', health: { ...liveHealth, state: 'connecting', problem } })
    expect(screen.queryByText('Still connecting to one')).toBeNull()
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await screen.findByText('Still connecting to one')).toBeTruthy()
    expect(screen.getByText(problem)).toBeTruthy()
    vi.useRealTimers()
  })

  test('a broken stream keeps the rows and says since when they are old', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const { say, fail } = await fleetPage()
    await say(hello, health, fleet)
    await fail()
    expect(await screen.findByText('Reconnecting')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(11_000)
    expect(await screen.findByText(/^Stale since \d\d:\d\d:\d\d$/)).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('Actions are locked')
    expect(names()).toHaveLength(3)
    const ages = () => screen.getAllByRole('time').map(({ textContent }) => textContent)
    const then = ages()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(ages()).toEqual(then)
    vi.useRealTimers()
  })

  test('read-only is a badge', async () => {
    const { say } = await fleetPage()
    await say(hello, { type: 'health', health: { ...liveHealth, readOnly: true } }, fleet)
    expect(screen.getByText('READ-ONLY')).toBeTruthy()
  })

  test('a kind that cannot be read is named, and the rows stay', async () => {
    const { say } = await fleetPage()
    const problem = 'May not list pods in all namespaces.'
    const road = {
      resource: 'pods',
      namespace: null,
      state: 'forbidden',
      lastContact: null,
      problem,
    } as const
    await say(hello, { type: 'health', health: { ...liveHealth, degraded: [road] } }, fleet)
    expect(screen.getByText(/May not list pods/)).toBeTruthy()
    expect(names()).toHaveLength(3)
  })
})

test('the tab tells the most urgent state', async () => {
  const { say } = await fleetPage()
  await say(hello, health, { ...fleet, rows: [waitingRow({ name: 'waits' })] })
  expect(document.title).toBe('❚❚ Waiting for you · one · Rollout Cockpit')
  const icon = document.querySelector('link#phase-icon')?.getAttribute('href') ?? ''
  expect(decodeURIComponent(icon)).toContain('#6d45c4')
})
