// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { postAction } from '@/lib/query/act.ts'
import { detail } from '@/lib/rollouts/fixtures/views.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { rightsOf } from '@/lib/stream/fixtures/rights.ts'
import { RolloutView } from './rollout-view.tsx'
import { nothingKept } from './states/kept.ts'
import { show } from './testing.tsx'
// Is fetched when it is asked for; here that must not take time.
import './actions/action-card.tsx'

vi.mock('@/components/shell/use-connection.ts', () => ({
  useLockReason: () => null,
  useHealth: () => undefined,
}))
vi.mock('@/lib/query/act.ts', () => ({ postAction: vi.fn() }))
const post = vi.mocked(postAction)
const rollout = { cluster: 'kind-course', namespace: 'webapp-canary', name: 'frontend' }

const page = (of: RolloutDetail) => (
  <RolloutView rollout={rollout} kept={{ ...nothingKept, detail: of }} detail={of} rights={rightsOf(true)} />
)

/** A list that nobody can read. */
const unreadable = new Proxy<never[]>([], {
  get() {
    throw new Error('cannot be read')
  },
})

beforeEach(() => {
  post.mockReset()
  post.mockResolvedValue({ accepted: true, resourceVersion: '101' })
  // React reports what a boundary caught.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

const alerts = () => screen.getAllByRole('alert').map(({ textContent }) => textContent)

describe('a panel that cannot be drawn', () => {
  it.each([
    ['Facts', { conditions: unreadable }],
    ['Revisions', { revisions: unreadable }],
    ['Who gets which version', { lanes: unreadable }],
  ] as const)('takes %s from the page, and nothing that an abort needs', async (name, broken) => {
    show(page(detail(broken)))
    expect(alerts().join()).toContain(`${name} cannot be shown.`)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('frontend')
    expect(screen.getByRole('region', { name: 'State' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: /^Abort/ }))
    const [, confirm] = await screen.findAllByRole('button', { name: /^Abort/, hidden: true })
    confirm?.focus()
    await userEvent.keyboard(' ')
    expect(post).toHaveBeenCalledExactlyOnceWith(rollout, 'abort', '[]')
    expect(await screen.findByLabelText('Progress of the action')).toBeTruthy()
  })

  it('is back with the next picture', async () => {
    const { again } = show(page(detail({ conditions: unreadable })))
    again(page(detail()))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    expect(screen.getByRole('region', { name: 'Facts' })).toBeTruthy()
  })
})
