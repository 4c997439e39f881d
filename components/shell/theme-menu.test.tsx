// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { ThemeProvider } from 'next-themes'
import { afterEach, expect, test, vi } from 'vitest'
import { ThemeMenu } from './theme-menu.tsx'

afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.unstubAllGlobals()
})

test('one button goes round through the themes, and the choices tell where it is', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addListener() {}, removeListener() {} }))
  render(
    <ThemeProvider>
      <ThemeMenu />
    </ThemeProvider>,
  )
  const chosen = () => screen.getByRole('radio', { checked: true }).getAttribute('value')
  const turn = () => userEvent.click(screen.getByRole('button', { name: /^Theme: / }))
  const seen = [chosen()]
  for (const _ of ['light', 'dark', 'system']) {
    await turn()
    seen.push(chosen())
  }
  expect(seen).toEqual(['system', 'light', 'dark', 'system'])
  expect(screen.getByRole('button', { name: 'Theme: Automatic. Change to Light' })).toBeTruthy()
})
