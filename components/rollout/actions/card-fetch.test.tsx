// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { detail } from '@/lib/rollouts/fixtures/views.ts'
import { rightsOf } from '@/lib/stream/fixtures/rights.ts'
import { show } from '../testing.tsx'
import type * as Card from './action-card.tsx'
import { Actions } from './actions.tsx'

const road = vi.hoisted(() => ({ away: true }))
vi.mock('./action-card.tsx', async (original) => {
  const real = await original<typeof Card>()
  return {
    get ActionCard() {
      if (road.away) throw new Error('the server is away')
      return real.ActionCard
    },
  }
})

const rollout = { cluster: 'kind-course', namespace: 'webapp-canary', name: 'frontend' }
const rights = rightsOf(true)

it('a card that could not be fetched comes with the next click', async () => {
  show(<Actions rollout={rollout} standing={{ detail: detail(), rights, road: null }} gone={false} />)
  const button = screen.getByRole('button', { name: 'Promote to 50 %' })
  await userEvent.click(button)
  expect(screen.queryByRole('dialog')).toBeNull()
  road.away = false
  await userEvent.click(button)
  expect(await screen.findByRole('dialog')).toBeTruthy()
})
