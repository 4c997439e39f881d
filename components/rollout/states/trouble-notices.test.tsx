// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { detail, row } from '@/lib/rollouts/fixtures/views.ts'
import { show } from '../testing.tsx'
import { TroubleNotices } from './trouble-notices.tsx'

const text = (of = detail()) => show(<TroubleNotices detail={of} />).container.textContent
const failing = row({ trouble: ['ImagePullBackOff'] })

describe('TroubleNotices', () => {
  it('is silent when all is well', () => {
    expect(text()).toBe('')
  })

  it('names the reason and what helps against it', () => {
    expect(text(detail({ row: failing }))).toMatch(/ImagePullBackOff.*pull secret.*Abort keeps users/)
  })

  it('does not advise to abort what cannot be aborted', () => {
    const refused = {
      allowed: false,
      because: 'A first deployment has no earlier version to go back to.',
    } as const
    const first = detail({ row: failing, verdicts: { ...detail().verdicts, abort: refused } })
    expect(text(first)).not.toContain('Abort')
  })

  it('has no advice for a reason that it does not know, whatever it is called', () => {
    expect(text(detail({ row: row({ trouble: ['constructor'] }) }))).toContain(
      'The details are on the pods below.',
    )
  })

  it('shows the whole sentence of a quota', () => {
    const quota =
      'pods "frontend-x" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=4, limited: pods=4'
    expect(text(detail({ row: row({ trouble: [quota] }) }))).toContain(quota)
  })

  it('points at what is wrong in the spec', () => {
    const problems = [{ path: 'spec.template.template', message: 'is a template inside the template' }]
    expect(text(detail({ row: row({ problems }) }))).toContain('spec.template.template is a template')
  })

  it('does not call it a fault that no controller has looked yet', () => {
    const problems = [{ path: 'status', message: 'is missing' }]
    expect(text(detail({ row: row({ problems, seen: false }) }))).toBe('')
  })
})
