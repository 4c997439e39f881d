// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { detail, row } from '@/lib/rollouts/fixtures/views.ts'
import { rightsOf } from '@/lib/stream/fixtures/rights.ts'
import { liveHealth, renderPage, scriptWorld } from '../shell/fixtures/page.tsx'
import { useStreamScope } from '../shell/stream-provider.tsx'
import type { DemoState } from './demo-state.ts'
// Is fetched when it is shown; here that must not take time.
import './demo-part.tsx'

const push = vi.fn()
let path = '/c/one/webapp-canary/rollouts/frontend'
vi.mock('next/navigation', () => ({
  usePathname: () => path,
  useRouter: () => ({ push, replace: vi.fn() }),
  useSearchParams: () => new URLSearchParams(),
}))

const frontend = { resource: 'rollouts', name: 'frontend' } as const
const state: DemoState = {
  scenarios: [
    {
      name: 'canary',
      title: 'Canary',
      namespace: 'webapp-canary',
      about: 'A canary.',
      course: true,
      opens: frontend,
      told: ['webapp-canary'],
    },
    {
      name: 'a-b',
      title: 'A/B',
      namespace: 'webapp-a-b',
      about: 'Two.',
      course: true,
      opens: { resource: 'services', name: 'frontend' },
      told: ['webapp-a-b'],
    },
    {
      name: 'quota',
      title: 'Quota exceeded',
      namespace: 'quota',
      about: 'No room.',
      course: false,
      opens: frontend,
      told: [],
    },
  ],
  shippable: [
    {
      namespace: 'webapp-canary',
      scenario: 'canary',
      name: 'frontend',
      version: '6.9.4',
      next: '6.9.5',
      bad: '6.9.5-missing',
      pauseLeftMs: null,
    },
    {
      namespace: 'webapp-a-b',
      scenario: 'a-b',
      name: 'frontend-b',
      version: '6.9.4',
      next: '6.9.5',
      bad: '6.9.5-crash',
      pauseLeftMs: 90_000,
    },
  ],
  speed: 1,
  fault: { kind: 'none', namespace: null },
  traffic: { on: false, services: [] },
}
const clusters = (demo: boolean) => ({
  clusters: [{ name: 'one', server: 'https://one:6443', current: true }],
  unusable: [],
  readOnly: false,
  version: '1',
  demo,
})

type World = ReturnType<typeof scriptWorld>
let world: World

function Page() {
  useStreamScope({ pages: ['rollouts/webapp-canary/frontend'] })
  return <main>the page</main>
}

function open(told: DemoState = state, demo = true): World {
  world = scriptWorld({
    answers: {
      'GET /api/clusters': clusters(demo),
      'GET /demo/state': told,
      'POST /demo/commands': told,
    },
  })
  renderPage(<Page />, '', 'one', demo)
  return world
}

const strip = () => screen.findByRole('region', { name: 'Simulated cluster' })
const posted = () =>
  world.asked.filter(({ url }) => url === '/demo/commands').map(({ init }) => JSON.parse(String(init?.body)))
const press = async (name: string) => userEvent.click(within(await strip()).getByRole('button', { name }))

beforeEach(() => {
  path = '/c/one/webapp-canary/rollouts/frontend'
  window.localStorage.clear()
  // jsdom measures nothing.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  push.mockReset()
})
afterEach(cleanup)

describe('the strip of the simulated cluster', () => {
  it('is not there, and asks for nothing, where the cluster is a real one', async () => {
    open(state, false)
    await waitFor(() => expect(world.asked.some(({ url }) => url === '/api/clusters')).toBe(true))
    expect(screen.queryByText('Simulated cluster')).toBeNull()
    expect(world.asked.filter(({ url }) => url.startsWith('/demo'))).toEqual([])
  })

  it('is seen together with the page, which it would push down', async () => {
    open()
    const page = screen.getByText('the page')
    expect(page.closest('.invisible')).not.toBeNull()
    await strip()
    expect(page.closest('.invisible')).toBeNull()
  })

  it('does not hold the page back for long where the demo does not answer', async () => {
    world = scriptWorld({ answers: { 'GET /api/clusters': clusters(true), 'GET /demo/state': 503 } })
    renderPage(<Page />, '', 'one', true)
    const page = screen.getByText('the page')
    await waitFor(() => expect(page.closest('.invisible')).toBeNull())
    expect(screen.queryByRole('region', { name: 'Simulated cluster' })).toBeNull()
  })

  it('says what it is and which scenario it moves', async () => {
    open()
    const { textContent } = await strip()
    expect(textContent).toContain('Simulated cluster')
    expect(within(await strip()).getByRole<HTMLSelectElement>('combobox', { name: 'Scenario' }).value).toBe(
      'canary',
    )
  })

  it('ships, resets, skips and speeds up, and speaks to the demo alone', async () => {
    open()
    await press('Ship the next version')
    await press('Ship a bad version')
    await press('Reset')
    await press('Skip 1 min')
    await userEvent.click(within(await strip()).getByRole('radio', { name: '60×' }))
    await waitFor(() =>
      expect(posted()).toEqual([
        { do: 'ship', namespace: 'webapp-canary', what: 'next' },
        { do: 'ship', namespace: 'webapp-canary', what: 'bad' },
        { do: 'tell', scenario: 'canary', namespace: 'webapp-canary' },
        { do: 'jump', ms: 60_000 },
        { do: 'speed', factor: 60 },
      ]),
    )
    const writes = world.asked.filter(
      ({ init }) => init?.method === 'POST' && !String(init.body).includes('token'),
    )
    expect(new Set(writes.map(({ url }) => url))).toEqual(new Set(['/demo/commands']))
  })

  it('changes nothing before the cluster has', async () => {
    open()
    await userEvent.click(within(await strip()).getByRole('radio', { name: '60×' }))
    await waitFor(() => expect(posted()).toHaveLength(1))
    expect(within(await strip()).getByRole<HTMLInputElement>('radio', { name: '1×' }).checked).toBe(true)
  })

  it('skips a pause only where there is one, and says so', async () => {
    open()
    const skip = within(await strip()).getByRole('button', { name: 'Skip the pause' })
    expect(skip.getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(skip)
    expect((await screen.findByRole('tooltip')).textContent).toBe('Nothing here waits for time to pass.')
    expect(posted()).toEqual([])
  })

  it('skips the pause of the page it stands on', async () => {
    path = '/c/one/webapp-a-b/services/frontend'
    open()
    await press('Skip the pause')
    await waitFor(() => expect(posted()).toEqual([{ do: 'skip', namespace: 'webapp-a-b' }]))
  })

  it('opens a scenario, and has it told first where it is not', async () => {
    open()
    const choice = within(await strip()).getByRole('combobox', { name: 'Scenario' })
    await userEvent.selectOptions(choice, 'quota')
    await waitFor(() => expect(push).toHaveBeenCalledExactlyOnceWith('/c/one/quota/rollouts/frontend'))
    expect(posted()).toEqual([{ do: 'tell', scenario: 'quota' }])
    await userEvent.selectOptions(choice, 'a-b')
    expect(posted()).toHaveLength(1)
    expect(push).toHaveBeenCalledTimes(2)
  })

  it('says in words why a command was refused, and no more after the next one', async () => {
    open()
    const refused = { error: { kind: 'refused', message: 'No more than 64 namespaces are told at once.' } }
    world.answer('POST /demo/commands', Response.json(refused, { status: 422 }))
    await press('Reset')
    expect((await within(await strip()).findByRole('alert')).textContent).toBe(
      'No more than 64 namespaces are told at once.',
    )
    world.answer('POST /demo/commands', state)
    await press('Skip 1 min')
    await waitFor(async () => expect(within(await strip()).queryByRole('alert')).toBeNull())
  })

  it('says where nothing is told, and locks what would do nothing', async () => {
    open({ ...state, shippable: [] })
    const ship = within(await strip()).getByRole('button', { name: 'Ship the next version' })
    await userEvent.click(ship)
    expect((await screen.findByRole('tooltip')).textContent).toBe('No scenario is told: choose one first.')
    expect(posted()).toEqual([])
  })

  it('has more for a teacher: trouble with the API server and requests', async () => {
    const versions = [{ version: '6.9.4-failing', requests: 10, failures: 3 }]
    const services = [{ namespace: 'webapp-canary', service: 'frontend', versions }]
    open({ ...state, traffic: { on: true, services } })
    await press('More')
    const bar = within(await strip())
    expect(bar.getByText(/10 answered/).textContent).toBe(
      'frontend 6.9.4-failing: 10 answered, 3 of them with an error',
    )
    await userEvent.selectOptions(
      bar.getByRole('combobox', { name: 'The API server' }),
      'refuses this namespace',
    )
    await userEvent.click(bar.getByRole('checkbox'))
    await press('Reset everything')
    await waitFor(() =>
      expect(posted()).toEqual([
        { do: 'fault', kind: 'forbid', namespace: 'webapp-canary' },
        { do: 'traffic', on: false },
        { do: 'reset', scenario: 'all' },
      ]),
    )
  })
})

describe('the guide', () => {
  const say = (of: Parameters<typeof row>[0] = {}) =>
    world.say(
      { type: 'hello', serverTime: '2026-11-23T10:00:00Z', version: '1' },
      { type: 'health', health: liveHealth },
      {
        type: 'detail',
        key: 'rollouts/webapp-canary/frontend',
        detail: detail({ row: row(of) }),
        rights: rightsOf(true),
      },
    )
  const guide = () => screen.findByRole('complementary', { name: 'Guide' })

  it('goes on when the cluster shows that the person did', async () => {
    open()
    await strip()
    await say()
    expect((await guide()).textContent).toContain('A canary waits for you.')
    await userEvent.click(within(await guide()).getByRole('button', { name: 'Next' }))
    expect((await guide()).textContent).toContain('Promote it.')
    await say({ phase: 'Progressing', stepIndex: 2, pause: null })
    expect((await guide()).textContent).toContain('Watch it move.')
    await say({ phase: 'Healthy', stepIndex: 5, pause: null, nextImages: [] })
    expect((await guide()).textContent).toContain('Ship a bad version')
    // Told anew it is another Rollout, and the guide begins again.
    await say({ uid: 'u2' })
    expect((await guide()).textContent).toContain('A canary waits for you.')
  })

  it('is closed for good, until it is asked for', async () => {
    open()
    await strip()
    await say()
    await userEvent.click(within(await guide()).getByRole('button', { name: 'Close the guide' }))
    expect(screen.queryByRole('complementary', { name: 'Guide' })).toBeNull()
    cleanup()
    open()
    await strip()
    await say()
    expect(screen.queryByRole('complementary', { name: 'Guide' })).toBeNull()
    await press('More')
    await press('Guide')
    expect((await guide()).textContent).toContain('A canary waits for you.')
  })

  it('says nothing on other pages', async () => {
    path = '/c/one'
    open()
    await strip()
    await say()
    expect(screen.queryByRole('complementary', { name: 'Guide' })).toBeNull()
  })
})
