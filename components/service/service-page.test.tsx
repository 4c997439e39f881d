// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { toServiceDetail } from '@/lib/services/detail.ts'
import { course, rawService, rawSlice, serviceGraphOf, type Workload } from '@/lib/services/fixtures/graph.ts'
import type { ServiceDetail } from '@/lib/services/view.ts'
import type { StreamMessage } from '@/lib/stream/protocol.ts'
import { hello, liveHealth, renderPage, scriptWorld } from '../shell/fixtures/page.tsx'
// Are fetched when they are asked for; here that must not take time.
import '../ui/tooltip.tsx'
import './what-if/scale-card.tsx'
import { ServicePage } from './service-page.tsx'

const service = { cluster: 'one', namespace: 'webapp-a-b', name: 'frontend' }
const api = 'POST /api/c/one/webapp-a-b/services/frontend'
const all = {
  patchDeployment: true,
  patchRollout: true,
  patchStatus: true,
  getServiceProxy: true,
  scaleDeployment: true,
  scaleRollout: true,
}
const detailOf = (raw: Parameters<typeof serviceGraphOf>[0] = { workloads: course }) =>
  toServiceDetail(serviceGraphOf(raw))

const told = (detail: ServiceDetail | null, rights: object = {}): StreamMessage => ({
  type: 'detail',
  key: 'services/webapp-a-b/frontend',
  detail,
  rights: { ...all, ...rights },
})

vi.mock('next/navigation', () => ({
  usePathname: () => '/c/one/webapp-a-b/services/frontend',
  useRouter: () => ({}),
}))

class NoSizes {
  observe() {}
  unobserve() {}
  disconnect() {}
}
beforeEach(() => vi.stubGlobal('ResizeObserver', NoSizes))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function open(
  detail: ServiceDetail | null = detailOf(),
  { rights = {}, answers = {}, health = liveHealth } = {},
) {
  const world = scriptWorld({ answers })
  renderPage(<ServicePage service={service} />)
  await waitFor(() => expect(world.opened).not.toHaveLength(0))
  await world.say(hello, { type: 'health', health }, told(detail, rights))
  return world
}

const text = () => (screen.getByRole('main').textContent ?? '').replaceAll('\u00a0', ' ')
const bodies = (
  asked: readonly { readonly url: string; readonly init: RequestInit | undefined }[],
  path: string,
) => asked.filter(({ url }) => url.endsWith(path)).map(({ init }) => JSON.parse(String(init?.body)))

describe('the page of a Service', () => {
  test('asks the stream for its page', async () => {
    const { opened } = await open()
    expect(opened.at(-1)?.url).toContain('service=webapp-a-b%2Ffrontend')
  })

  test('says who answers, in which share, with images, labels and links', async () => {
    await open()
    expect(text()).toContain('Answers come 50 % from frontend-a and 50 % from frontend-b.')
    const bar = screen.getByRole('list', { name: 'Counted shares' })
    expect(
      within(bar)
        .getAllByRole('listitem')
        .map((part) => part.textContent),
    ).toEqual(['A50 %6.9.3 · 2 ready', 'B50 %6.9.4 · 2 ready'])
    expect(screen.getByRole('link', { name: 'frontend-a' }).getAttribute('href')).toBe(
      '/c/one/webapp-a-b/deployments/frontend-a',
    )
    expect(text()).toContain('variant=frontend-b')
    expect(text()).toContain('2 of 2 endpoints ready')
    expect(text()).toContain('no session affinity')
  })

  test('counts the restarts of the variant whose pods crash, and says nothing of the other', async () => {
    const sick: Workload = { name: 'frontend-b', tag: '6.9.4', replicas: 2, unready: 2 }
    await open(detailOf({ workloads: [...course.slice(0, 1), sick] }))
    const lineOf = (name: string) => screen.getByRole('link', { name }).closest('li')?.textContent ?? ''
    expect(lineOf('frontend-b')).toContain('6 restarts')
    expect(lineOf('frontend-a')).not.toContain('restart')
  })

  test.each<[string, Parameters<typeof serviceGraphOf>[0], RegExp]>([
    [
      'one variant only',
      { workloads: course.slice(0, 1) },
      /Not an A\/B: all answers come from revision 1 of Deployment frontend-a/,
    ],
    ['nobody', {}, /Nobody answers here.*No pod has the labels that it selects: app=frontend/],
    ['no selector', { service: rawService({ selector: null }), slices: [] }, /no selector and no endpoints/],
    [
      'an address by hand',
      { service: rawService({ selector: null }), slices: [rawSlice('x', [{ addresses: ['192.0.2.1'] }])] },
      /Addresses without a pod/,
    ],
    [
      'an ExternalName',
      {
        service: rawService({ type: 'ExternalName', externalName: 'db.example.org', selector: null }),
        slices: [],
      },
      /It leads to db\.example\.org/,
    ],
    ['no right to slices', { workloads: course, slices: null }, /Counted by ready pods/],
    [
      'affinity',
      { workloads: course, service: rawService({ sessionAffinity: 'ClientIP' }) },
      /session affinity: ClientIP for 10800 s/,
    ],
  ])('%s', async (_, raw, words) => {
    await open(detailOf(raw))
    expect(text()).toMatch(words)
  })

  test('an ExternalName has nothing to sample', async () => {
    await open(
      detailOf({ service: rawService({ type: 'ExternalName', externalName: 'db.example.org' }), slices: [] }),
    )
    expect(screen.queryByRole('button', { name: 'Start sampling' })).toBeNull()
  })

  test('not found, and found once it is there', async () => {
    const { say } = await open(null)
    expect(text()).toContain('There is no Service frontend in namespace webapp-a-b')
    await say(told(detailOf()))
    expect(screen.getByRole('heading', { level: 1, name: 'frontend' })).toBeTruthy()
  })

  test('Services that may not be listed', async () => {
    const road = {
      resource: 'services' as const,
      namespace: null,
      state: 'forbidden' as const,
      lastContact: null,
      problem: 'services is forbidden: User "v" cannot list resource "services"',
    }
    await open(null, { health: { ...liveHealth, degraded: [road] } })
    expect(text()).toContain('cannot list resource "services"')
  })

  test('deleted while it is open: the last picture stays, and nothing can be done', async () => {
    const { say } = await open()
    await say(told(null))
    expect(text()).toContain('Deleted at')
    expect(text()).toContain('frontend-a')
    expect(screen.queryByRole('button', { name: 'Start sampling' })).toBeNull()
  })
})

describe('the live sample', () => {
  const answer = (over: object) => ({
    status: 200,
    ms: 4,
    hostname: 'frontend-a-frontend-ah1-p0',
    version: '6.9.3',
    color: '#34577c',
    message: 'hi',
    variant: detailOf().variants[0]?.key ?? null,
    by: 'hostname',
    ...over,
  })
  const sampled = (answers: readonly object[]) => ({
    [`${api}/sample`]: { path: '/', port: 'http', answers, retryAfterMs: 5_000 },
  })
  const start = async () =>
    act(async () => fireEvent.click(screen.getByRole('button', { name: 'Start sampling' })))

  test('is off until somebody asks', async () => {
    const { asked } = await open(detailOf(), { answers: sampled([answer({})]) })
    expect(text()).toContain('Off until you ask')
    expect(bodies(asked, '/sample')).toEqual([])
  })

  test('draws a square per answer, counts, and says what it proves', async () => {
    const b = detailOf().variants[1]?.key
    const { asked } = await open(detailOf(), {
      answers: sampled([answer({}), answer({ variant: b, version: '6.9.4', color: '#4cae4f' })]),
    })
    await start()
    const squares = await screen.findByRole('list', { name: 'Answers, newest last' })
    expect(within(squares).getAllByRole('listitem')).toHaveLength(2)
    expect(bodies(asked, '/sample')[0]).toEqual({ path: '/', port: 'http', count: 5 })
    expect(text()).toMatch(/50 % 1 of 2, 9 to 91 % at 95 %; counted 50 %/)
    expect(text()).toContain('Too few answers to tell')
    expect(text()).toContain('share of replicas, not what a service mesh or an ingress sends where')
  })

  test.each([
    ['its words', 'random error occurred', 'unknown pod · HTTP 500 random error occurred · 4 ms'],
    ['nothing', '', 'unknown pod · HTTP 500 · 4 ms'],
  ])('an error of the app with %s is a failed answer, and the sample goes on', async (_, message, words) => {
    const none = { hostname: '', version: '', color: '', variant: null, by: null }
    await open(detailOf(), { answers: sampled([answer({}), answer({ ...none, status: 500, message })]) })
    await start()
    const squares = await screen.findByRole('list', { name: 'Answers, newest last' })
    const [, failed] = within(squares).getAllByRole('listitem')
    expect(failed?.textContent).toBe(`!${words}`)
    expect(failed?.title).toBe(words)
    expect(text()).toContain('1 answers counted')
    expect(text()).toContain('1 request failed.')
    expect(screen.getByRole('button', { name: 'Stop' })).toBeTruthy()
  })

  test.each([
    ['a cluster', false, 'picks a ready pod for each by itself'],
    ['the demo', true, 'takes the ready pods in turn (round-robin)'],
  ])('says how %s shares out requests', async (_, demo, words) => {
    const one = { name: 'one', server: 'https://one:6443', current: true }
    const clusters = { clusters: [one], unusable: [], readOnly: false, version: '1', demo }
    await open(detailOf(), { answers: { 'GET /api/clusters': clusters } })
    await waitFor(() => expect(text()).toContain(words))
    expect(text().includes('round-robin')).toBe(demo)
    expect(text()).toContain('share of replicas, not what a service mesh')
  })

  test('what an app answers is text, and its colour only a colour', async () => {
    await open(detailOf(), {
      answers: sampled([
        answer({
          hostname: '<img src=x onerror=alert(1)>',
          version: '"><script>alert(1)</script>',
          color: 'url(https://evil.example/x.png)',
          message: '<b>bold</b>',
        }),
      ]),
    })
    await start()
    await screen.findByRole('list', { name: 'Answers, newest last' })
    expect(document.querySelector('main img, main script, main b b')).toBeNull()
    expect(document.body.innerHTML).not.toContain('url(https://evil')
    expect(text()).toContain('"><script>alert(1)</script>')
  })

  test('stops when somebody stops it, and when the page is hidden', async () => {
    await open(detailOf(), { answers: sampled([answer({})]) })
    await start()
    const stop = await screen.findByRole('button', { name: 'Stop' })
    await userEvent.setup().click(stop)
    // A browser submits with the element that was clicked, if it submits by then.
    expect(screen.getByRole('button', { name: 'Go on' })).not.toBe(stop)
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Go on' })))
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await act(async () => document.dispatchEvent(new Event('visibilitychange')))
    expect(text()).toContain('Stopped while the page was hidden.')
  })

  test('stops when the page is left: nothing is asked any more', async () => {
    const { asked } = await open(detailOf(), { answers: sampled([answer({})]) })
    await start()
    await screen.findByRole('list', { name: 'Answers, newest last' })
    vi.useFakeTimers()
    cleanup()
    const before = bodies(asked, '/sample').length
    await vi.advanceTimersByTimeAsync(20_000)
    expect(bodies(asked, '/sample')).toHaveLength(before)
  })

  test('says what was refused', async () => {
    const world = await open()
    world.answer(`${api}/sample`, 403)
    await start()
    await waitFor(() => expect(text()).toContain('403'))
    expect(screen.getByRole('button', { name: 'Start sampling' })).toBeTruthy()
  })

  test('without the right it says which one, and asks nothing', async () => {
    const { asked } = await open(detailOf(), { rights: { getServiceProxy: false } })
    const button = screen.getByRole('button', { name: 'Start sampling' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await userEvent.setup().hover(button)
    expect((await screen.findByRole('tooltip')).textContent).toBe(
      'Needs get on services/proxy in namespace webapp-a-b.',
    )
    await start()
    expect(bodies(asked, '/sample')).toEqual([])
  })

  test('a path that leads elsewhere is not asked for', async () => {
    const { asked } = await open()
    await act(async () => fireEvent.change(screen.getByLabelText('Path'), { target: { value: '/../x' } }))
    expect(text()).toContain('no part of it is “..”')
    await start()
    expect(bodies(asked, '/sample')).toEqual([])
  })

  test('counts anew when the endpoints change', async () => {
    const { say } = await open(detailOf(), { answers: sampled([answer({}), answer({})]) })
    await start()
    await screen.findByRole('list', { name: 'Answers, newest last' })
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Stop' })))
    const three: Workload = { name: 'frontend-b', tag: '6.9.4', replicas: 3 }
    await say(told(detailOf({ workloads: [...course.slice(0, 1), three] })))
    expect(text()).toContain('counted anew')
    expect(text()).toContain('0 answers counted')
  })
})

describe('what if', () => {
  const more = async (name: string, times = 1) => {
    for (let at = 0; at < times; at++)
      await act(async () => fireEvent.click(screen.getByRole('button', { name: `One more of ${name}` })))
  }
  const accepted = { [`${api}/scale`]: { accepted: true, dryRun: true, scaled: [] } }

  test('B scaled to 3 beside 5 of A would be 37.5 %', async () => {
    await open()
    await more('frontend-a', 3)
    await more('frontend-b')
    const bar = screen.getByRole('list', { name: 'Shares with these replicas' })
    expect(bar.textContent).toContain('37.5 %3 replicas')
    expect(screen.getByRole('button', { name: 'Scale frontend-a to 5 and frontend-b to 3…' })).toBeTruthy()
  })

  test('the slider does the same', async () => {
    await open()
    const slider = screen.getByRole('slider', { name: 'Replicas of frontend-b' })
    await act(async () => fireEvent.change(slider, { target: { value: '6' } }))
    expect(slider.getAttribute('aria-valuetext')).toBe('6, 75 %')
  })

  test('the other way round: a wanted share and the replicas that reach it', async () => {
    await open()
    await act(async () =>
      fireEvent.change(screen.getByLabelText('Wanted share in percent'), { target: { value: '37.5' } }),
    )
    await act(async () =>
      fireEvent.click(screen.getByRole('button', { name: 'Exactly, with the fewest pods: A 5, B 3' })),
    )
    expect(screen.getByRole('list', { name: 'Shares with these replicas' }).textContent).toContain('37.5 %')
  })

  test('is tried by the API server, confirmed once, and sent with what was looked at', async () => {
    const { asked } = await open(detailOf(), { answers: accepted })
    await more('frontend-b')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Scale frontend-b to 3…' })))
    const card = await screen.findByRole('dialog')
    await within(card).findByText('The API server would accept it (server dry run).')
    expect(card.textContent).toContain(
      'kubectl scale deployment/frontend-b --replicas=3 -n webapp-a-b --context one',
    )
    expect(card.textContent).toMatch(/frontend-b23.*50 %60 %/)
    const changes = [{ kind: 'Deployment', name: 'frontend-b', from: 2, to: 3 }]
    expect(bodies(asked, '/scale')).toEqual([{ changes, dryRun: true }])
    await act(async () =>
      fireEvent.click(within(card).getByRole('button', { name: 'Scale frontend-b to 3' })),
    )
    await waitFor(() => expect(text()).toContain('Accepted: Scale frontend-b to 3.'))
    expect(bodies(asked, '/scale')).toEqual([
      { changes, dryRun: true },
      { changes, dryRun: false },
    ])
  })

  test('what the API server would refuse cannot be confirmed', async () => {
    const world = await open()
    world.answer(`${api}/scale`, 403)
    await more('frontend-b')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Scale frontend-b to 3…' })))
    const card = await screen.findByRole('dialog')
    await within(card).findByRole('alert')
    expect(
      within(card).getByRole('button', { name: 'Scale frontend-b to 3' }).getAttribute('aria-disabled'),
    ).toBe('true')
  })

  test('to take a variant away is said, and Enter does not do it', async () => {
    await open(detailOf(), { answers: accepted })
    const slider = screen.getByRole('slider', { name: 'Replicas of frontend-b' })
    await act(async () => fireEvent.change(slider, { target: { value: '0' } }))
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Scale frontend-b to 0…' })))
    const card = await screen.findByRole('dialog')
    expect(card.textContent).toContain('frontend-b will have no pods')
    const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    await act(
      async () =>
        void within(card).getByRole('button', { name: 'Scale frontend-b to 0' }).dispatchEvent(event),
    )
    expect(event.defaultPrevented).toBe(true)
  })

  test('is not there where the shares follow a release', async () => {
    await open(detailOf({ workloads: course.slice(0, 1) }))
    expect(screen.queryByRole('slider')).toBeNull()
  })

  test('without the right it says which one', async () => {
    await open(detailOf(), { rights: { scaleDeployment: false } })
    await more('frontend-b')
    const button = screen.getByRole('button', { name: 'Scale frontend-b to 3…' })
    await userEvent.setup().hover(button)
    expect((await screen.findByRole('tooltip')).textContent).toBe(
      'Needs patch on deployments.apps/scale in namespace webapp-a-b.',
    )
  })
})
