// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { fleetQuery } from '@/lib/query/fleet.ts'
import { row } from '@/lib/stream/fixtures/row.ts'
import { beginSession } from './session.ts'
import { StreamProvider, useStreamScope } from './stream-provider.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function Page() {
  useStreamScope({ fleet: true })
  return null
}

test('what the worker still says to a page that has left does not reach the cache', () => {
  const port: { postMessage(): void; onmessage?: (event: { data: unknown }) => void } = { postMessage() {} }
  vi.stubGlobal(
    'SharedWorker',
    class {
      port = port
    },
  )
  beginSession()
  const client = new QueryClient()
  const rows = () => client.getQueryData(fleetQuery('one').queryKey)
  const message = { type: 'fleet', rows: [row({ name: 'quiet' })] }
  const say = () => port.onmessage?.({ data: { type: 'message', cluster: 'one', message } })
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <StreamProvider cluster="one">
        <Page />
      </StreamProvider>
    </QueryClientProvider>,
  )
  say()
  expect(rows()).toHaveLength(1)
  unmount()
  expect(rows()).toBeUndefined()
  say()
  expect(rows()).toBeUndefined()
})
