import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, vi } from 'vitest'
import { now } from '@/lib/rollouts/fixtures/views.ts'
import { holdClocks, setServerTime } from '../ui/clock.ts'

/** What a browser has and the test's document has not: sizes never change there. */
class NoSizes {
  observe() {}
  unobserve() {}
  disconnect() {}
}

vi.stubGlobal('ResizeObserver', NoSizes)
// What is awaited comes by itself; a busy machine may take its time.
configure({ asyncUtilTimeout: 10_000 })
setServerTime(new Date(now).toISOString())
holdClocks(now)
afterEach(cleanup)

/** Renders with a query cache of its own. */
export function show(ui: ReactNode) {
  const client = new QueryClient()
  const wrapped = (children: ReactNode) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const { container, rerender } = render(wrapped(ui))
  return { container, again: (next: ReactNode) => rerender(wrapped(next)) }
}
