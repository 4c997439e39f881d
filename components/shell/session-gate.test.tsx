// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { scriptWorld } from './fixtures/page.tsx'

vi.mock('next/navigation', () => ({
  usePathname: () => '/c/one',
  useRouter: () => ({ prefetch() {}, push() {}, replace() {} }),
}))
vi.mock('nuqs/adapters/next/app', () => ({
  NuqsAdapter: ({ children }: { children: ReactNode }) => children,
}))

// The session is the page's own: every test is a page of its own.
beforeEach(() => vi.resetModules())
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

async function open(address: string, answers: Record<string, number>) {
  history.replaceState(null, '', address)
  const world = scriptWorld({ answers })
  const { renderPage: renderFresh } = await import('./fixtures/page.tsx')
  renderFresh(<p>the page</p>)
  return { ...world, user: userEvent.setup() }
}

test('the token of the address becomes the cookie and leaves the address', async () => {
  const { asked } = await open('/c/one?q=x#token=s3%2Bcret', { 'POST /api/session': 204 })
  await waitFor(() => expect(asked.some(({ url }) => url === '/api/session')).toBe(true))
  const [trade] = asked.filter(({ url }) => url === '/api/session')
  expect(trade?.init?.body).toBe('{"token":"s3+cret"}')
  expect(new Headers(trade?.init?.headers).get('x-cockpit')).toBe('1')
  expect(location.href).toMatch(/\/c\/one\?q=x$/)
  expect(await screen.findByText('the page')).toBeTruthy()
})

test('a token of another start is said to be one, and another can be pasted with its address', async () => {
  const { asked, user } = await open('/c/one#token=old', { 'POST /api/session': 401 })
  expect(await screen.findByRole('alert')).toHaveProperty(
    'textContent',
    'This token is not the one of the server that runs now.',
  )
  scriptWorld({ answers: { 'POST /api/session': 204 } })
  await user.type(screen.getByLabelText('Address or token'), 'http://127.0.0.1:3100/#token=new')
  await user.click(screen.getByRole('button', { name: 'Open' }))
  expect(await screen.findByText('the page')).toBeTruthy()
  expect(asked).toHaveLength(1)
})

test('without a session the page says where the address is', async () => {
  await open('/c/one', { 'GET /api/clusters': 401 })
  expect(await screen.findByRole('heading', { name: 'Open the address with its token' })).toBeTruthy()
  expect(screen.queryByText('the page')).toBeNull()
})

test('a session that another tab opened is taken up when the person comes back', async () => {
  await open('/c/one', { 'GET /api/clusters': 401, 'GET /api/session': 401 })
  await screen.findByRole('heading', { name: 'Open the address with its token' })
  window.dispatchEvent(new Event('focus'))
  const { asked } = scriptWorld()
  document.dispatchEvent(new Event('visibilitychange'))
  expect(await screen.findByText('the page')).toBeTruthy()
  expect(asked[0]?.url).toBe('/api/session')
})
