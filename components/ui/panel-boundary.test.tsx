// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PanelBoundary } from './panel-boundary.tsx'

let broken = true
function Panel({ value }: { readonly value: string }) {
  if (broken) throw new Error('no such step')
  return <p>Value {value}</p>
}

const page = (value: string) => (
  <>
    <PanelBoundary name="Traffic" resetKey={value}>
      <Panel value={value} />
    </PanelBoundary>
    <button type="button">Abort</button>
  </>
)

beforeEach(() => {
  broken = true
  // React reports what a boundary caught.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const again = () => screen.getByRole('button', { name: 'Show again' })

describe('a panel that throws', () => {
  test('is named in its place and leaves the rest of the page standing', () => {
    render(page('1'))
    expect(screen.getByRole('alert').textContent).toContain('Traffic cannot be shown.')
    expect(screen.getByRole('button', { name: 'Abort' })).toBeTruthy()
  })

  test('comes back with the next data', () => {
    const { rerender } = render(page('1'))
    broken = false
    rerender(page('2'))
    expect(screen.getByText('Value 2')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('is not tried again by a render without new data', () => {
    const { rerender } = render(page('1'))
    broken = false
    rerender(page('1'))
    expect(screen.queryByText('Value 1')).toBeNull()
  })

  test('comes back when it is asked to', async () => {
    render(page('1'))
    broken = false
    await userEvent.click(again())
    expect(screen.getByText('Value 1')).toBeTruthy()
  })

  test('that throws with each new datum keeps its notice, and the focus on it', () => {
    const { rerender } = render(page('1'))
    const button = again()
    button.focus()
    for (const value of ['2', '3', '4']) rerender(page(value))
    expect(again()).toBe(button)
    expect(document.activeElement).toBe(button)
  })

  test('that breaks later is taken off alone', () => {
    broken = false
    const { rerender } = render(page('1'))
    broken = true
    rerender(page('2'))
    expect(screen.queryByText(/^Value/)).toBeNull()
    expect(screen.getByRole('alert')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Abort' })).toBeTruthy()
  })
})
