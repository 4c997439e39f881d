// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { Health } from '@/lib/stream/protocol.ts'
import { show } from '../rollout/testing.tsx'
import { rolloutPages } from './kind-of-page.ts'
import { NoPicture } from './no-picture.tsx'

const heard = vi.hoisted((): { health: Health | undefined } => ({ health: undefined }))
vi.mock('@/components/shell/use-connection.ts', () => ({ useHealth: () => heard.health }))

const rollout = { cluster: 'kind', namespace: 'shop', name: 'cart' }
const problem = 'Not allowed to list rollouts.argoproj.io in namespace shop: User "me" cannot list it.'

function see(state: Health['state'], props: { readonly missing: boolean; readonly problem: string | null }) {
  heard.health = {
    cluster: 'kind',
    state,
    lastContact: null,
    problem: state === 'forbidden' ? 'Not allowed to list rollouts.argoproj.io in namespace default.' : null,
    namespaces: ['default'],
    degraded: [],
    readOnly: false,
  }
  show(<NoPicture kind={rolloutPages} at={rollout} {...props} />)
}

it.each(['live', 'forbidden'] as const)(
  'where the namespace may not be seen says so, and why: %s',
  (state) => {
    see(state, { missing: true, problem })
    expect(screen.getByText('Namespace shop cannot be seen')).toBeDefined()
    expect(screen.getByText(problem)).toBeDefined()
    expect(screen.queryByText(/There is no Rollout/)).toBeNull()
  },
)

it('while it is asked whether the namespace may be seen, refuses nothing yet', () => {
  see('forbidden', { missing: false, problem: null })
  expect(screen.getByText(/Looking for/)).toBeDefined()
  expect(screen.queryByText(/cannot be seen|Not allowed/)).toBeNull()
})

it('where nothing may be seen at all says which right lacks', () => {
  see('forbidden', { missing: true, problem: null })
  expect(screen.getByText(/in namespace default/)).toBeDefined()
})

it('tells a Rollout that is not there from a namespace that is not watched', () => {
  see('live', { missing: true, problem: null })
  expect(screen.getByText('There is no Rollout cart in namespace shop')).toBeDefined()
  expect(screen.getByText(/does not watch this namespace. It watches default/)).toBeDefined()
})
