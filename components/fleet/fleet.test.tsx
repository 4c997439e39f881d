// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { complete } from '@/lib/deployments/fixtures/situations.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { toServiceDetail } from '@/lib/services/detail.ts'
import { course, serviceGraphOf } from '@/lib/services/fixtures/graph.ts'
import { row, waitingRow } from '@/lib/stream/fixtures/row.ts'
import { hello, liveHealth, renderPage, scriptWorld } from '../shell/fixtures/page.tsx'
import { Fleet } from './fleet.tsx'
// Are fetched when they are asked for; here that must not take time.
import '../ui/dialog.tsx'
import './namespace-choices.tsx'

vi.mock('next/navigation', () => ({
  usePathname: () => '/c/one',
  useRouter: () => ({ prefetch() {}, push() {}, replace() {} }),
}))
/** The Rollouts whose parts were drawn, and the one whose parts throw. */
let drawn: string[] = []
let broken = ''
vi.mock('./row-facts.ts', async (original) => {
  const facts = await original<typeof import('./row-facts.ts')>()
  return {
    ...facts,
    shareOf(of: RolloutRow) {
      drawn.push(of.name)
      if (of.name === broken) throw new Error('no such share')
      return facts.shareOf(of)
    },
  }
})
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
  return { ...world, user: userEvent.setup({ delay: null }) }
}

test('what could not be drawn is named above the fleet, and no more once it can be', async () => {
  const { say } = await fleetPage()
  const undrawn = ['rollouts/shop/a', 'rollouts/shop/b', 'deployments/web/c', 'rollouts/shop/d'] as const
  await say(hello, { type: 'health', health: { ...liveHealth, undrawn } }, fleet)
  const notice = screen.getByText(/could not be drawn/).parentElement
  expect(notice?.textContent).toContain(
    '4 could not be drawn: Rollout shop/a, Rollout shop/b, Deployment web/c and 1 more.',
  )
  await say(health)
  expect(screen.queryByText(/could not be drawn/)).toBeNull()
})

describe('rows', () => {
  test('what waits for a person stands first, each row tells its facts and leads to its page', async () => {
    const { say } = await fleetPage()
    await say(hello, health, fleet)
    expect(names()).toEqual(['waits', 'broken', 'quiet'])
    const [, first] = screen.getAllByRole('row')
    const line = within(first ?? document.body)
    expect(line.getByText('Paused')).toBeTruthy()
    expect(line.getByText('2 of 5')).toBeTruthy()
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

  test('of 500, only those that changed are drawn anew, even where they change places', async () => {
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64)
    const { say } = await fleetPage()
    const many = Array.from({ length: 500 }, (_, i) => row({ name: `app-${String(i).padStart(3, '0')}` }))
    await say(hello, health, { type: 'fleet', rows: many })
    drawn = []
    for (const at of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const of = many[at] ?? row({ name: 'none' })
      const phase = at % 2 === 0 ? 'Progressing' : 'Healthy'
      await say({ type: 'fleet-delta', changed: [{ ...of, phase, revision: 2 }], removed: [] })
    }
    expect(new Set(drawn)).toEqual(new Set(many.slice(0, 10).map(({ name }) => name)))
    expect(drawn).toHaveLength(10)
    expect(names().slice(0, 6)).toEqual(['app-000', 'app-002', 'app-004', 'app-006', 'app-008', 'app-001'])
  })

  test('that wait for a person say since when', async () => {
    const { say } = await fleetPage()
    const pause = { waitsFor: 'person', reason: 'CanaryPauseStep', since: '2026-11-23T11:00:00Z' } as const
    await say(hello, { type: 'ping', serverTime: '2026-11-23T13:00:00.000Z' }, health)
    await say({ type: 'fleet', rows: [waitingRow({ name: 'waits', pause }), row({ name: 'quiet' })] })
    const [, first, second] = screen.getAllByRole('row')
    expect(first?.textContent).toContain('waits 2 h')
    expect(second?.textContent).not.toContain('waits')
  })

  test('are cards on a narrow screen', async () => {
    const { say } = await fleetPage('', scriptWorld({ wide: false }))
    await say(hello, health, fleet)
    expect(screen.queryByRole('table')).toBeNull()
    expect(screen.getAllByRole('article')).toHaveLength(3)
  })

  test('a card says how each kind brings out a version', async () => {
    const { say } = await fleetPage('', scriptWorld({ wide: false }))
    const service = toServiceDetail(serviceGraphOf({ workloads: course })).row
    await say(hello, health, { type: 'fleet', rows: [waitingRow({ name: 'waits' }), complete.row, service] })
    const said = screen.getAllByRole('article').map((card) => card.querySelector('header p')?.textContent)
    expect(said).toEqual([
      expect.stringMatching(/^Rolloutshop · Canarywaits /),
      'Deploymentwebapp · Rolling update',
      'Servicewebapp-a-b · A/B',
    ])
  })

  test('40 of them are all in the page, for the browser to search', async () => {
    const { say } = await fleetPage()
    const many = Array.from({ length: 40 }, (_, i) => row({ name: `app-${i}` }))
    await say(hello, health, { type: 'fleet', rows: many })
    expect(names()).toHaveLength(40)
  })

  test('5,000 of them put only those near the screen into the page', async () => {
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64)
    const { say } = await fleetPage()
    const many = Array.from({ length: 5_000 }, (_, i) => row({ name: `app-${i}` }))
    await say(hello, health, { type: 'fleet', rows: many })
    expect(screen.getByText('5000 Rollouts in 1 namespace')).toBeTruthy()
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5001')
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
  })
})

describe('hover', () => {
  test('tells in full what a line of one height has no room for', async () => {
    const { say } = await fleetPage()
    const message = 'ProgressDeadlineExceeded: ReplicaSet "web-6b" has timed out progressing.'
    await say(hello, health, { type: 'fleet', rows: [row({ name: 'broken', phase: 'Degraded', message })] })
    const hints = [...document.querySelectorAll('tr [title]')].map((hint) => hint.getAttribute('title'))
    expect(hints).toContainEqual(expect.stringMatching(new RegExp(`^.+\n${message}$`)))
    expect(hints).toContain('ghcr.io/stefanprodan/podinfo:6.9.3')
  })
})

describe('a row that throws', () => {
  afterEach(() => {
    broken = ''
  })

  test.each([true, false])('shows its name and its way, and the others live on (table: %s)', async (wide) => {
    // React reports what a boundary caught.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { say } = await fleetPage('', scriptWorld({ wide }))
    broken = 'odd'
    const odd = row({ name: 'odd', uid: 'uid-odd' })
    await say(hello, health, { ...fleet, rows: [...fleet.rows, odd] })
    expect(screen.getByText(/cannot be shown/)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'odd' }).getAttribute('href')).toBe('/c/one/shop/rollouts/odd')
    expect(screen.getAllByText('Healthy', { selector: '[data-phase]' })).toHaveLength(1)
    broken = ''
    await say({ type: 'fleet-delta', changed: [{ ...odd, revision: 2 }], removed: [] })
    expect(screen.queryByText(/cannot be shown/)).toBeNull()
    expect(screen.getAllByText('Healthy', { selector: '[data-phase]' })).toHaveLength(2)
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
    expect(screen.getByText('Nothing in the fleet matches')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }))
    expect(names()).toHaveLength(3)
  })
})

describe('keyboard', () => {
  test('slash searches, arrows and j, k move', async () => {
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
    expect(screen.getByLabelText('Search the fleet')).toBe(document.activeElement)
    await waitFor(() => expect(names()).toEqual(['waits']))
    await user.keyboard('{ArrowDown}')
    expect(focused()).toBe('waits')
  })

  test('Escape clears the search, then leaves it; the question mark tells the keys', async () => {
    const { say, user } = await fleetPage('?q=waits')
    await say(hello, health, fleet)
    await user.keyboard('/{Escape}')
    await waitFor(() => expect(names()).toHaveLength(3))
    await user.keyboard('{Escape}?')
    expect(await screen.findByRole('dialog', { name: 'Keys on this page' })).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('a key of a word that is being composed is not ours', async () => {
    const { say } = await fleetPage()
    await say(hello, health, fleet)
    fireEvent.keyDown(screen.getByLabelText('Search the fleet'), {
      key: 'ArrowDown',
      isComposing: true,
    })
    expect(document.activeElement).toBe(document.body)
    fireEvent.keyDown(screen.getByLabelText('Search the fleet'), { key: 'ArrowDown' })
    expect(document.activeElement?.textContent).toBe('waits')
  })

  test('in cards the keys go sideways, and the help shows them as signs', async () => {
    const { say, user } = await fleetPage('?view=cards')
    await say(hello, health, fleet)
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(document.activeElement?.textContent).toBe('broken')
    await user.keyboard('?')
    const help = await screen.findByRole('dialog', { name: 'Keys on this page' })
    expect(help.textContent).toContain('→')
    expect(help.textContent).not.toContain('Arrow')
    await user.keyboard('{Escape}')
  })
})

describe('the states of the road', () => {
  test('no Rollouts: the one command that creates one', async () => {
    const { say } = await fleetPage()
    await say(hello, health, { type: 'fleet', rows: [] })
    expect(screen.getByText('There are no Rollouts and no Deployments yet')).toBeTruthy()
    expect(screen.getByRole('code').textContent).toMatch(/^kubectl apply -f .*rollout\.yaml/)
  })

  test('a command names the kubeconfig that the cockpit was started with', async () => {
    const clusters = [{ name: 'one', server: 'https://one:6443', current: true }]
    const known = {
      clusters,
      unusable: [],
      kubeconfig: ['/home/me/two clusters'],
      readOnly: false,
      version: '1',
    }
    const world = scriptWorld({ answers: { 'GET /api/clusters': known } })
    renderPage(<Fleet />, '', 'one')
    await waitFor(() => expect(world.opened).toHaveLength(1))
    await world.say(hello, health, { type: 'fleet', rows: [] })
    await waitFor(() =>
      expect(screen.getByRole('code').textContent).toMatch(
        / --context one --kubeconfig '\/home\/me\/two clusters'$/,
      ),
    )
  })

  const others = { type: 'fleet', rows: [complete.row] } as const

  test('Deployments alone: no Rollouts yet, and the one command that creates one', async () => {
    const { say } = await fleetPage()
    await say(hello, health, others)
    expect(screen.getByText('No Rollouts yet')).toBeTruthy()
    expect(screen.getByRole('code').textContent).toMatch(/^kubectl apply -f .*rollout\.yaml/)
    expect(screen.getByRole('button', { name: 'Copy command' })).toBeTruthy()
    await say({ type: 'fleet', rows: [...others.rows, row({ name: 'first' })] })
    expect(screen.queryByText('No Rollouts yet')).toBeNull()
  })

  test('nothing is said of Rollouts that a filter leaves out or that may not be read', async () => {
    const filtered = await fleetPage('?q=nowhere')
    await filtered.say(hello, health, others)
    expect(screen.queryByText(/No Rollouts/)).toBeNull()
    cleanup()
    const { say } = await fleetPage()
    const resource = { namespace: null, state: 'forbidden', lastContact: null, problem: null } as const
    const degraded = [{ ...resource, resource: 'rollouts' }] as const
    await say(hello, { type: 'health', health: { ...liveHealth, degraded } }, others)
    expect(names()).toHaveLength(1)
    expect(screen.queryByText(/No Rollouts/)).toBeNull()
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

  test('a server that has greeted and not said more is one that answers', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const { say } = await fleetPage()
    await say(hello)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await screen.findByText('Still connecting to one')).toBeTruthy()
    vi.useRealTimers()
  })

  test('a broken stream keeps the rows and says since when they are old', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const { say, fail } = await fleetPage()
    await say(hello, health, fleet)
    await fail()
    expect(await screen.findByText('Reconnecting')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(11_000)
    await waitFor(() =>
      expect(screen.getByTitle(/^Last heard/).textContent).toMatch(/^Stale since \d\d:\d\d:\d\d$/),
    )
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
