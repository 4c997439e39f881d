// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useHealth, useLockReason } from '@/components/shell/use-connection.ts'
import { ago, blueGreenDetail, detail, replicaSet, row } from '@/lib/rollouts/fixtures/views.ts'
import type { PodView, RolloutDetail } from '@/lib/rollouts/view.ts'
import { rightsOf } from '@/lib/stream/fixtures/rights.ts'
import { RolloutView } from './rollout-view.tsx'
import { type Kept, nothingKept } from './states/kept.ts'
import { show } from './testing.tsx'

vi.mock('@/components/shell/use-connection.ts', () => ({ useLockReason: vi.fn(), useHealth: vi.fn() }))
const lock = vi.mocked(useLockReason)
beforeEach(() => void lock.mockReturnValue(null))
afterEach(() => void vi.mocked(useHealth).mockReset())

const view = (of: RolloutDetail, kept: Partial<Kept> = {}) =>
  show(
    <RolloutView
      rollout={{ cluster: 'kind-course', namespace: of.row.namespace, name: of.row.name }}
      kept={{ ...nothingKept, detail: of, ...kept }}
      detail={of}
      rights={rightsOf(true)}
    />,
  ).container

const locked = () =>
  screen
    .getAllByRole('button')
    .filter((button) => button.dataset.action !== undefined)
    .map((button) => button.getAttribute('aria-disabled'))

describe('RolloutView', () => {
  it('reads from top to bottom in the order of the questions', () => {
    view(detail())
    const headings = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
    expect(headings).toEqual(['Traffic', 'Plan step 2 of 5', 'Revisions', 'Facts'])
  })

  it('has exactly one filled button, whatever the state', () => {
    const states = [detail(), detail({ row: row({ trouble: ['CrashLoopBackOff'] }) }), blueGreenDetail()]
    for (const state of states) {
      const container = view(state)
      expect(container.querySelectorAll('button.bg-ink')).toHaveLength(1)
      container.remove()
    }
  })

  it('locks all actions while the picture is stale', () => {
    lock.mockReturnValue('What you see is stale.')
    view(detail())
    expect(locked()).toEqual(['true', 'true', 'true', 'true'])
  })

  it('keeps the last picture of a deleted Rollout, with the time and without actions', () => {
    const container = view(detail(), { goneAt: Date.parse('2026-11-23T10:00:00Z') })
    expect(screen.getByRole('alert').textContent).toMatch(/^Deleted at \d\d:\d\d:\d\d\./)
    expect(container.textContent).toContain('step 2 of 5')
    expect(locked()).toEqual(['true', 'true', 'true', 'true'])
  })

  it('tells the state of a deleted Rollout as one that was', () => {
    const container = view(detail({ row: row({ phase: 'Healthy', message: '', pause: null }) }), {
      goneAt: Date.parse('2026-11-23T10:00:00Z'),
    })
    expect(container.querySelector('[data-phase]')?.textContent).toBe('was Healthy')
    expect(screen.getByRole('region', { name: 'State' }).textContent).toMatch(
      /^It was Healthy\.Last said of it: “/,
    )
    expect(screen.queryByText('Copy as text')).toBeNull()
  })

  it('gives no text that would lack lines, and says why', async () => {
    const problem = 'Not allowed to list pods in namespace webapp-canary: pods is forbidden.'
    const road = { resource: 'pods', state: 'forbidden', lastContact: null, problem } as const
    const degraded = ['webapp-canary', 'other'].map((namespace) => ({ ...road, namespace }))
    vi.mocked(useHealth).mockReturnValue({
      cluster: 'kind-course',
      state: 'live',
      lastContact: null,
      problem: null,
      namespaces: null,
      degraded,
      readOnly: false,
    })
    view(detail())
    const button = screen.getByRole('button', { name: 'Copy as text' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await userEvent.hover(button)
    expect((await screen.findByRole('tooltip')).textContent).toContain(problem)
  })

  it('says once what the controller refuses', () => {
    const words = 'The Rollout "frontend" is invalid: spec.strategy: Required value'
    const condition = { type: 'InvalidSpec', status: 'True', reason: 'InvalidSpec', message: words }
    const { textContent } = view(
      detail({
        row: row({ phase: 'Degraded', message: `InvalidSpec: ${words}`, pause: null }),
        conditions: [{ ...condition, lastTransitionTime: ago(9) }],
      }),
    )
    expect(textContent?.split(words)).toHaveLength(2)
    expect(textContent).toContain('InvalidSpec · as said above')
  })

  it('takes nothing for the words of a controller that has not looked yet', () => {
    const fresh = row({ seen: false, phase: 'Progressing', message: 'more replicas need to be updated' })
    view(detail({ row: fresh, traffic: null }))
    const { textContent } = screen.getByRole('region', { name: 'State' })
    expect(textContent).toContain('No controller has looked at this Rollout yet.')
    expect(textContent).not.toContain('The controller says')
    expect(textContent).not.toContain(fresh.message)
  })

  it('says that the Rollout under this name is another one', () => {
    view(detail(), { replacedUid: 'u0' })
    expect(screen.getByRole('alert').textContent).toContain('Deleted and created again.')
  })

  it('draws what is known of a Rollout without strategy, steps or containers', () => {
    const bare = row({
      strategy: '',
      step: '',
      stepIndex: null,
      stepWeights: [],
      setWeight: null,
      actualWeight: null,
      pause: null,
      stableImages: [],
      nextImages: [],
      revision: 0,
      changedAt: null,
      phase: 'Unknown',
      message: '',
      problems: [{ path: 'spec.template.template', message: 'is a template inside the template' }],
    })
    const container = view(detail({ row: bare, traffic: null, plan: null, replicaSets: [] }))
    expect(container.textContent).toContain('spec.template.template')
    expect(container.textContent).toContain('no image known')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('frontend')
  })
})

describe('hostile text', () => {
  const evil = '<img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>{{7*7}}\u202E'
  const pod: PodView = {
    uid: 'p',
    name: evil,
    createdAt: ago(1),
    deletedAt: null,
    node: evil,
    state: 'failing',
    status: evil,
    icon: '',
    ready: evil,
    restarts: 1,
    reason: evil,
  }
  const set = replicaSet({
    name: evil,
    hash: evil,
    images: [evil],
    failure: evil,
    template: evil,
    scaleDownDeadline: evil,
    pods: [pod],
  })

  it('stays text in every place that cluster text reaches', () => {
    const hostile = blueGreenDetail({
      row: row({
        name: evil,
        namespace: evil,
        message: evil,
        strategy: 'BlueGreen',
        stableImages: [evil],
        nextImages: [evil],
        trouble: [evil],
        problems: [{ path: evil, message: evil }],
        changedAt: evil,
      }),
      lanes: blueGreenDetail().lanes.map((lane) => ({
        ...lane,
        service: evil,
        selector: { 'rollouts-pod-template-hash': evil },
        replicaSet: evil,
      })),
      replicaSets: [set],
      conditions: [{ type: evil, status: evil, reason: evil, message: evil, lastTransitionTime: evil }],
      workloadRef: { kind: evil, name: evil },
      revisions: [
        {
          number: 2,
          replicaSets: [set],
          experiments: [
            {
              uid: 'e',
              name: evil,
              revision: 2,
              createdAt: evil,
              status: evil,
              icon: '',
              message: evil,
              replicaSets: [set],
              analysisRuns: [],
            },
          ],
          analysisRuns: [
            {
              uid: 'a',
              name: evil,
              revision: 2,
              createdAt: evil,
              type: evil,
              status: evil,
              icon: '',
              message: evil,
              successful: 1,
              failed: 0,
              inconclusive: 0,
              error: 0,
              metrics: [],
              jobs: [
                { name: evil, namespace: evil, metricName: evil, status: evil, icon: '', startedAt: evil },
              ],
              measurements: [],
            },
          ],
        },
      ],
    })
    const container = view(hostile)
    expect(container.querySelectorAll('img, script, iframe, object')).toHaveLength(0)
    expect('pwned' in globalThis).toBe(false)
    expect(container.textContent?.split(evil).length).toBeGreaterThan(20)
    for (const element of container.querySelectorAll('*')) {
      expect([...element.attributes].filter(({ name }) => name.startsWith('on'))).toEqual([])
    }
  })
})
