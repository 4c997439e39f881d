// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { rolloutQuery } from '@/lib/query/rollout.ts'
import { detail } from '@/lib/rollouts/fixtures/views.ts'
import { rightsOf } from '@/lib/stream/fixtures/rights.ts'
import { RolloutPage } from './rollout-page.tsx'
import './testing.tsx'

vi.mock('@/components/shell/stream-provider.tsx', () => ({ useStreamScope: () => {} }))
vi.mock('@/components/shell/use-connection.ts', () => ({
  useLockReason: () => null,
  useHealth: () => ({ state: 'live', namespaces: ['default'], degraded: [] }),
}))

const rollout = { cluster: 'kind-course', namespace: 'webapp-canary', name: 'frontend' }
const rights = rightsOf(true)
const icon = () => document.querySelector('link[rel=icon]')

it('the title and the icon of the tab tell the phase, and that it is gone', async () => {
  const client = new QueryClient()
  const hear = (heard: ReturnType<typeof detail> | null) =>
    client.setQueryData(rolloutQuery(rollout).queryKey, { detail: heard, rights })
  hear(detail())
  render(
    <QueryClientProvider client={client}>
      <RolloutPage rollout={rollout} />
    </QueryClientProvider>,
  )
  expect(document.title).toBe('❚❚ frontend · webapp-canary · Rollout Cockpit')
  expect(icon()).not.toBeNull()
  hear(null)
  await waitFor(() => expect(document.title).toBe('Deleted: frontend · webapp-canary · Rollout Cockpit'))
  expect(icon()).toBeNull()
})

it('what may no longer be seen is not called deleted', async () => {
  const client = new QueryClient()
  client.setQueryData(rolloutQuery(rollout).queryKey, { detail: detail(), rights })
  render(
    <QueryClientProvider client={client}>
      <RolloutPage rollout={rollout} />
    </QueryClientProvider>,
  )
  client.setQueryData(rolloutQuery(rollout).queryKey, {
    detail: null,
    rights,
    problem: 'Not allowed to list.',
  })
  expect(await screen.findByText('Not allowed to list.')).toBeDefined()
  expect(document.title).toBe('frontend · webapp-canary · Rollout Cockpit')
  expect(screen.queryByText(/Deleted/)).toBeNull()
})
