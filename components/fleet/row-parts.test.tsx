// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { toRolloutDetail } from '@/lib/rollouts/detail.ts'
import { canaryRouted, canaryUnrecorded, rawCanary } from '@/lib/rollouts/fixtures/canary.ts'
import { graphOf } from '@/lib/rollouts/fixtures/graph.ts'
import { onlyNamed, templateInTemplate } from '@/lib/rollouts/fixtures/troubled.ts'
import { now, row } from '@/lib/rollouts/fixtures/views.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { holdClocks } from '../ui/clock.ts'
import { shareOf } from './row-facts.ts'
import { Doing, Share } from './row-parts.tsx'

holdClocks(now)
afterEach(cleanup)

const doing = (of: RolloutRow, compact = false) =>
  render(<Doing row={of} href="/c/one/shop/rollouts/frontend" compact={compact} />).container
const hint = (of: RolloutRow) => doing(of).querySelector('a')?.title

describe('what a Rollout is doing', () => {
  test("stands above the controller's own words, without a sign where nothing is wrong", () => {
    const container = doing(row())
    expect(container.textContent).toBe('Waits for a person at step 2 of 5CanaryPauseStep')
    expect(container.querySelector('svg')).toBeNull()
  })

  test.each([true, false])('carries a sign and the first problem of its spec (compact: %s)', (compact) => {
    const problems = [
      { path: 'spec.template.template', message: 'is a template inside the template' },
      { path: 'spec.template.spec.containers', message: 'has no container' },
    ]
    const container = doing(row({ problems }), compact)
    expect(container.querySelector('svg')).not.toBeNull()
    expect(container.textContent).toBe(
      'Warning: The spec cannot make a pod: its template stands inside another template' +
        'spec.template.template is a template inside the template',
    )
  })

  test('tells on hover every problem and what the controller says', () => {
    const { row: nested } = toRolloutDetail(templateInTemplate)
    const said = { ...nested, problems: [...nested.problems, { path: 'spec.paused', message: 'is text' }] }
    expect(hint(said)?.split('\n')).toEqual([
      'Pods are starting: 0 of 4 available',
      'spec.template.template is a template inside the template; its content is ignored',
      'spec.paused is text',
      'more replicas need to be updated',
    ])
  })

  test('puts no words into the mouth of a controller that has not looked', () => {
    const fresh = { ...toRolloutDetail(onlyNamed).row, problems: [], strategy: 'Canary' } as const
    expect(fresh.message).not.toBe('')
    expect(doing(fresh).textContent).toBe('No controller has looked at this Rollout yet')
  })
})

describe('the share of the new version', () => {
  const share = (of: RolloutRow) => render(<Share share={shareOf(of)} />).container

  test('is drawn and said as on the page, in parts of the maximum of its router (A9)', () => {
    const trafficRouting = { nginx: {}, maxTrafficWeight: 1000 }
    const strategy = { canary: { steps: [{ setWeight: 50 }, { pause: {} }], trafficRouting } }
    const weights = { canary: { weight: 25 }, stable: { weight: 975 } }
    const status = { currentStepIndex: 0, canary: { weights } }
    const routed = graphOf(rawCanary({ stable: 4, next: 1, spec: { strategy }, status }))
    const container = share(toRolloutDetail(routed).row)
    expect(container.textContent).toBe('2.5 %')
    const widths = [...container.querySelectorAll<HTMLElement>('[style]')].map(({ style }) => style.width)
    expect(widths).toEqual(['97.5%', '2.5%'])
  })

  test('is the record, and unknown where there is none', () => {
    expect(share(toRolloutDetail(canaryRouted).row).textContent).toBe('25 %')
    expect(share(toRolloutDetail(canaryUnrecorded).row).textContent).toBe('unknown')
  })
})
