// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  complete,
  completeAgain,
  failing,
  overdue,
  pausedMidway,
  rolling,
} from '@/lib/deployments/fixtures/situations.ts'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import { fixtureNow } from '@/lib/rollouts/fixtures/raw.ts'
import { rightsOf } from '@/lib/stream/fixtures/rights.ts'
import { show } from '../rollout/testing.tsx'
import { holdClocks, setServerTime } from '../ui/clock.ts'
import { DeploymentView } from './deployment-view.tsx'

vi.mock('@/components/shell/use-connection.ts', () => ({
  useLockReason: () => null,
  useHealth: () => undefined,
}))
vi.mock('@/components/shell/keys.ts', () => ({ useKeys() {} }))

setServerTime(new Date(fixtureNow).toISOString())
holdClocks(fixtureNow)

const at = { cluster: 'kind', namespace: 'webapp', name: 'webapp' }
const sent: { readonly url: string; readonly body: unknown }[] = []
let changes: unknown = []

vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
  if (init?.method !== 'POST') return Response.json({ changes })
  sent.push({ url, body: JSON.parse(String(init.body)) })
  return Response.json({ accepted: true, resourceVersion: '2' }, { status: 202 })
})

afterEach(() => {
  sent.length = 0
  changes = []
})

const view = (detail: DeploymentDetail, rights = rightsOf(true), goneAt: number | null = null) => (
  <DeploymentView at={at} kept={{ detail, goneAt, replacedUid: null }} detail={detail} rights={rights} />
)
const button = (name: RegExp | string) => screen.getByRole('button', { name })
const card = () => screen.findByRole('dialog')

describe('what the page tells', () => {
  it('of an update under way: the sentence, the share, the window', () => {
    show(view(rolling))
    expect(screen.getByText('Replacing 6.9.4 by 6.9.3: 1 of 3 pods are new.')).toBeDefined()
    expect(screen.getByText('May have up to 1 more and 0 fewer than 3 pods')).toBeDefined()
    expect(screen.getByText(/6\.9\.4 · old · 3 ready/)).toBeDefined()
    const pods = screen.getByRole('region', { name: 'Pods' })
    expect(within(pods).getByText('At most').nextSibling?.textContent).toBe('4')
    expect(within(pods).getByText('At least').nextSibling?.textContent).toBe('3 available')
  })

  it('of pods that are fewer than an update may leave, and of none that only start', () => {
    const fewer = (of: DeploymentDetail) =>
      show(view({ ...of, window: { ...of.window, available: 1 } })).container.textContent?.includes(
        'fewer than may be',
      )
    expect([fewer(rolling), fewer(complete)]).toEqual([true, false])
  })

  it('of the Services that select its pods, each with its page', () => {
    show(view({ ...rolling, selectedBy: ['frontend'] }))
    expect(screen.getByRole('link', { name: 'svc/frontend' }).getAttribute('href')).toBe(
      '/c/kind/webapp/services/frontend',
    )
  })

  it('of trouble: the reason, and what helps', () => {
    show(view(failing))
    expect(screen.getByText(/Undo brings the former template back/)).toBeDefined()
  })

  it('of its revisions: which is now, and which were', () => {
    show(view(completeAgain))
    const history = screen.getByRole('region', { name: 'History' })
    expect(
      within(history)
        .getAllByRole('listitem')
        .map((item) => item.textContent?.slice(0, 5)),
    ).toEqual(['2 now', '1 pod'])
  })

  it('of one that a Rollout runs: which, with the way to it', () => {
    show(view({ ...complete, row: { ...complete.row, rollout: 'canary' } }))
    expect(screen.getByRole('link', { name: 'canary' }).getAttribute('href')).toBe(
      '/c/kind/webapp/rollouts/canary',
    )
  })

  it('of one that a Rollout runs and that has no pods: not that nobody is served', () => {
    const window = { ...complete.window, desired: 0 }
    show(view({ ...complete, window, row: { ...complete.row, rollout: 'canary', share: null } }))
    expect(screen.getByText('Rollout canary runs the pods.')).toBeDefined()
    expect(screen.queryByText('Nobody is served.')).toBeNull()
  })

  it('of a deleted one: when, and that nothing can be done', () => {
    show(view(complete, rightsOf(true), fixtureNow))
    expect(screen.getByText(/Deleted at/)).toBeDefined()
    fireEvent.click(button('Pause'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('what may be done', () => {
  it('says why it cannot be', () => {
    show(view(complete, rightsOf(true, { scaleDeployment: false })))
    expect(button('Scale').getAttribute('aria-disabled')).toBe('true')
    expect(button('Undo').getAttribute('aria-disabled')).toBe('true')
    expect(button('Restart').getAttribute('aria-disabled')).toBeNull()
  })

  it.each([
    ['resume', pausedMidway, 'Resume'],
    ['undo', overdue, 'Undo'],
  ] as const)('fills the next move: %s', (_, detail, name) => {
    show(view(detail))
    expect(button(name).className).toContain('bg-ink')
  })

  it('scales to what is typed, and to nothing else', async () => {
    show(view(complete))
    fireEvent.click(button('Scale'))
    const dialog = await card()
    const field = within(dialog).getByLabelText('Replicas')
    const confirm = () => within(dialog).getAllByRole('button').at(-1)
    expect(confirm()?.getAttribute('aria-disabled')).toBe('true')
    fireEvent.change(field, { target: { value: 'many' } })
    expect(within(dialog).getByText(/whole number/)).toBeDefined()
    fireEvent.change(field, { target: { value: '5' } })
    expect(within(dialog).getByText('Starts 2 pods more.')).toBeDefined()
    expect(dialog.textContent).toContain('kubectl scale deployment/webapp --replicas=5')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Scale to 5' }))
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toEqual({
      url: '/api/c/kind/webapp/deployments/webapp/actions/scale',
      body: { state: complete.stateKey, replicas: 5 },
    })
    expect(await screen.findByText('accepted by the API server')).toBeDefined()
  })

  it('sets an image that is one', async () => {
    show(view(complete))
    fireEvent.click(button('Set image'))
    const dialog = await card()
    const field = within(dialog).getByLabelText('Image of webapp')
    expect(within(dialog).getByText('webapp has this image already.')).toBeDefined()
    fireEvent.change(field, { target: { value: 'Not an image' } })
    expect(within(dialog).getByText('An image has no spaces.')).toBeDefined()
    fireEvent.change(field, { target: { value: ' ghcr.io/stefanprodan/podinfo:6.9.3 ' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Set 6.9.3' }))
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]?.body).toMatchObject({ container: 'webapp', image: 'ghcr.io/stefanprodan/podinfo:6.9.3' })
  })

  it('undoes to the revision that is chosen, and shows what changes', async () => {
    changes = [{ path: 'spec.containers.webapp.env.COLOR.value', from: '#34577c', to: '#4cae4f' }]
    show(view(completeAgain))
    fireEvent.click(button('Undo'))
    const dialog = await card()
    expect(await within(dialog).findByText('#4cae4f')).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Undo to 6.9.4' }))
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]?.body).toMatchObject({ revision: 1, replicaSet: 'webapp-old' })
  })

  it('asks again when it has moved meanwhile', async () => {
    const { again } = show(view(complete))
    fireEvent.click(button('Restart'))
    const dialog = await card()
    again(view({ ...complete, stateKey: 'moved' }))
    expect(within(dialog).getByText(/The Deployment has moved/)).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Restart all pods' }))
    expect(sent).toEqual([])
  })
})
