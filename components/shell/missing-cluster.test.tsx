// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { rolloutPath } from '@/lib/paths.ts'
import { hello, liveHealth, renderPage, scriptWorld } from './fixtures/page.tsx'
import { useStreamScope } from './stream-provider.tsx'

const rollout = { namespace: 'shop', name: 'web' }
const pushed: string[] = []
vi.mock('next/navigation', () => ({
  usePathname: () => rolloutPath({ cluster: 'nope/1', ...rollout }),
  useRouter: () => ({ push: (path: string) => void pushed.push(path) }),
}))
vi.mock('nuqs/adapters/next/app', () => ({
  NuqsAdapter: ({ children }: { children: ReactNode }) => children,
}))

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function Page() {
  useStreamScope({ fleet: true })
  return <p>The page</p>
}

const problem = 'Context "nope/1" cannot be used: the server of cluster "c" is not an http(s) address.'
const clusters = (names: readonly string[], unusable: readonly object[] = []) => ({
  clusters: names.map((name) => ({ name, server: `https://${name}:6443`, current: name === names[0] })),
  unusable,
  readOnly: false,
  version: '1',
})
const told = (answer: object) => scriptWorld({ answers: { 'GET /api/clusters': answer } })

test('a cluster that the kubeconfig does not have is said, with the way to the same page of those that it has', async () => {
  const { opened } = told(clusters(['one', 'two']))
  renderPage(<Page />, '', 'nope/1')
  expect(await screen.findByText('There is no cluster nope/1 in the kubeconfig')).toBeTruthy()
  expect(screen.queryByText('The page')).toBeNull()
  expect(screen.getByRole('link', { name: 'two' }).getAttribute('href')).toBe('/c/two/shop/rollouts/web')
  expect(document.title).toContain('no cluster nope/1')
  // Nobody goes on asking for it, and nothing pretends to be on its way.
  expect(opened.every(({ closed }) => closed)).toBe(true)
  expect(screen.queryByText(/Connecting|Live|Stale/)).toBeNull()
})

test('the contexts that are listed in a terminal are those of the same kubeconfig', async () => {
  told({ ...clusters(['one']), kubeconfig: ['/etc/course/config'] })
  renderPage(<Page />, '', 'nope/1')
  expect((await screen.findByRole('alert')).textContent).toContain(
    'kubectl config get-contexts --kubeconfig /etc/course/config',
  )
})

test('a context that cannot be used says why, on its page and among the choices', async () => {
  told(clusters(['one'], [{ name: 'nope/1', problem }]))
  renderPage(<Page />, '', 'nope/1')
  expect((await screen.findByRole('alert')).textContent).toContain(problem)
  expect(screen.getByRole('link', { name: 'one' })).toBeTruthy()
  const choices = screen.getAllByRole('option').map(({ textContent }) => textContent)
  expect(choices).toEqual(['one', problem])
})

test('from a cluster that can be used, one that cannot is a choice that leads to its reason', async () => {
  told(clusters(['one'], [{ name: 'socks', problem }]))
  renderPage(<Page />)
  const choice = await screen.findByRole('combobox', { name: 'Switch cluster' })
  await userEvent.selectOptions(choice, 'socks')
  expect(pushed).toEqual(['/c/socks'])
  expect(screen.getByText('The page')).toBeTruthy()
})

test('nothing is said before the server has named its clusters', async () => {
  const { asked } = scriptWorld({ answers: { 'GET /api/clusters': 503 } })
  renderPage(<Page />, '', 'nope/1')
  await waitFor(() => expect(asked.some(({ url }) => url === '/api/clusters')).toBe(true))
  expect(screen.getByText('The page')).toBeTruthy()
  expect(screen.queryByText(/no cluster/)).toBeNull()
})

test('a server that comes back with another kubeconfig is believed, both ways', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const { opened, say, fail, answer } = told(clusters(['one']))
  renderPage(<Page />)
  await waitFor(() => expect(opened).toHaveLength(1))
  await say(hello, { type: 'health', health: liveHealth })
  answer('GET /api/clusters', clusters(['two']))
  await fail()
  await vi.advanceTimersByTimeAsync(11_000)
  expect(await screen.findByRole('alert')).toBeTruthy()
  await vi.advanceTimersByTimeAsync(11_000)
  expect(await screen.findByText('There is no cluster one in the kubeconfig')).toBeTruthy()
  answer('GET /api/clusters', clusters(['one', 'two']))
  await vi.advanceTimersByTimeAsync(11_000)
  expect(await screen.findByText('The page')).toBeTruthy()
})

test.each([
  ['forbidden', 'Not allowed'],
  ['absent', 'Not installed'],
] as const)('a road that ends at "%s" is not called live', async (state, word) => {
  const { opened, say } = told(clusters(['one']))
  renderPage(<Page />)
  await waitFor(() => expect(opened).toHaveLength(1))
  await say(hello, { type: 'health', health: { ...liveHealth, state } })
  expect(screen.getByText(word)).toBeTruthy()
  expect(screen.queryByText('Live')).toBeNull()
})
