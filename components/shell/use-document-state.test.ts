// @vitest-environment jsdom
import { cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { Phase } from '@/lib/rollouts/view.ts'
import { useDocumentState } from './use-document-state.ts'

afterEach(() => {
  cleanup()
  document.head.replaceChildren()
})

test('a title that comes late does not take the place of the page’s own', async () => {
  const { rerender } = renderHook(({ title }) => useDocumentState('Paused', title), {
    initialProps: { title: 'web · shop' },
  })
  expect(document.title).toBe('❚❚ web · shop · Rollout Cockpit')
  const late = document.createElement('title')
  late.textContent = 'Rollout Cockpit'
  document.head.prepend(late)
  await waitFor(() => expect(document.title).toBe('❚❚ web · shop · Rollout Cockpit'))
  rerender({ title: 'api · shop' })
  expect(document.title).toBe('❚❚ api · shop · Rollout Cockpit')
})

test('the phase’s icon leaves with it', () => {
  const first: { readonly phase: Phase | null } = { phase: 'Paused' }
  const { rerender } = renderHook(({ phase }) => useDocumentState(phase, 'web'), { initialProps: first })
  expect(document.querySelector('link[rel=icon]')).not.toBeNull()
  rerender({ phase: null })
  expect(document.querySelector('link[rel=icon]')).toBeNull()
  expect(document.title).toBe('web · Rollout Cockpit')
})
