// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { courseSteps, detail, row } from '@/lib/rollouts/fixtures/views.ts'
import type { CanaryStepKind } from '@/lib/rollouts/model.ts'
import type { StepView } from '@/lib/rollouts/view.ts'
import { show } from '../testing.tsx'
import { PlanPanel } from './plan-panel.tsx'

const texts: Readonly<Record<CanaryStepKind, string>> = {
  setWeight: 'setWeight: 0',
  pause: 'pause: 1h30m',
  experiment: 'experiment',
  analysis: 'analysis',
  setCanaryScale: 'setCanaryScale{matchTrafficWeight: true}',
  plugin: 'plugin: argoproj-labs/step-exec',
  setHeaderRoute: 'setHeaderRoute: internal-testers',
  setMirrorRoute: 'setMirrorRoute: mirror-all',
  invalid: 'invalid',
}

const step = (kind: CanaryStepKind, index: number): StepView => ({
  index,
  kind,
  text: texts[kind],
  weight: 0,
  pauseSeconds: kind === 'pause' ? 5400 : null,
  state: 'todo',
  replicas: null,
})

const stepsOf = (container: HTMLElement) =>
  [...container.querySelectorAll('section[aria-label="Plan of the canary"] li')].map((li) => li.textContent)

describe('PlanPanel', () => {
  it('draws and names all kinds of steps', () => {
    const kinds: readonly CanaryStepKind[] = [
      'setWeight',
      'pause',
      'experiment',
      'analysis',
      'setCanaryScale',
      'plugin',
      'setHeaderRoute',
      'setMirrorRoute',
      'invalid',
    ]
    const plan = { index: 0, steps: kinds.map(step) }
    const { container } = show(<PlanPanel detail={detail({ plan })} abortedStep={null} />)
    expect(stepsOf(container)).toEqual([
      'Set weight',
      'Pause1 h 30 min',
      'Experimentmust succeed',
      'Analysismust succeed',
      'Canary scalematchTrafficWeight: true',
      'Pluginargoproj-labs/step-exec',
      'Header routeinternal-testers',
      'Mirror routemirror-all',
      'Unknown stepno kind the controller knows',
    ])
  })

  it('does not take step 0 of 5 for all done', () => {
    const steps = courseSteps.map(
      (each) => ({ ...each, state: each.index === 0 ? 'current' : 'todo' }) as const,
    )
    const { container } = show(
      <PlanPanel
        detail={detail({
          row: row({ step: '0/5', stepIndex: 0, phase: 'Progressing', pause: null }),
          plan: { index: 0, steps },
        })}
        abortedStep={null}
      />,
    )
    expect(screen.getByRole('heading').textContent).toBe('Plan step 1 of 5')
    expect(container.textContent).toContain('kubectl shows 0/5')
    expect(container.textContent).not.toContain('(passed)')
    expect(container.querySelector('[aria-current=step]')?.textContent).toContain('Set weight')
  })

  it('shows a weight of 0 as a weight', () => {
    const plan = { index: 0, steps: [step('setWeight', 0)] }
    const { container } = show(<PlanPanel detail={detail({ plan })} abortedStep={null} />)
    expect([...container.querySelectorAll('svg text')].map((text) => text.textContent)).toContain('0 %')
  })

  it('claims nothing as done or current after an abort', () => {
    const aborted = row({ phase: 'Degraded', aborted: true, pause: null, step: '0/5', stepIndex: 0 })
    const steps = courseSteps.map((each) => ({ ...each, state: 'done' }) as const)
    const { container } = show(
      <PlanPanel detail={detail({ row: aborted, plan: { index: 0, steps } })} abortedStep={3} />,
    )
    expect(screen.getByRole('heading').textContent).toBe('Plan aborted at step 4 of 5')
    expect(container.textContent).not.toContain('(passed)')
    expect(container.querySelector('[aria-current]')).toBeNull()
    expect(container.querySelector('section section')?.textContent).toContain('back to 0')
  })

  it('counts down on the step that waits for the clock', () => {
    const until = '2026-11-23T10:06:30Z'
    const timed = row({
      stepIndex: 3,
      pause: { waitsFor: 'clock', reason: 'CanaryPauseStep', since: '2026-11-23T09:56:30Z', until },
    })
    const steps = courseSteps.map(
      (each) =>
        ({ ...each, state: each.index < 3 ? 'done' : each.index === 3 ? 'current' : 'todo' }) as const,
    )
    const { container } = show(
      <PlanPanel detail={detail({ row: timed, plan: { index: 3, steps } })} abortedStep={null} />,
    )
    expect(container.querySelector('[aria-current=step]')?.textContent).toBe('Pause6 min 30 s left')
  })

  it('tells the plan as a list too, in the words of kubectl', async () => {
    show(<PlanPanel detail={detail()} abortedStep={null} />)
    const button = screen.getByRole('button', { name: 'Steps as a list', expanded: false })
    await userEvent.click(button)
    expect(button.getAttribute('aria-expanded')).toBe('true')
    const list = document.getElementById(button.getAttribute('aria-controls') ?? '')
    const items = list ? within(list).getAllByRole('listitem') : []
    expect(items.map((item) => item.textContent)).toContainEqual(expect.stringContaining('pause: 10m'))
    expect(items).toHaveLength(5)
  })

  it('says so where there are no steps', () => {
    const { container } = show(<PlanPanel detail={detail({ plan: null })} abortedStep={null} />)
    expect(container.textContent).toContain('This canary has no steps')
    expect(container.querySelector('svg')).toBeNull()
  })
})
