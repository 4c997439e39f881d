// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CopyButton } from './copy-button.tsx'

const writeText = vi.fn<(text: string) => Promise<void>>()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  writeText.mockReset().mockResolvedValue()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const button = () => screen.getByRole('button')
const click = () => act(async () => fireEvent.click(button()))
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

test('copies, says so, and says it for two seconds from the last click', async () => {
  render(<CopyButton text={() => 'kubectl get rollout'} label="Copy" />)
  await click()
  expect(writeText).toHaveBeenLastCalledWith('kubectl get rollout')
  expect(button().textContent).toContain('Copied')
  await pass(1_500)
  await click()
  await pass(1_500)
  expect(button().textContent).toContain('Copied')
  await pass(500)
  expect(button().textContent).toBe('Copy')
})

test('says that it could not, with a sign of its own where it is only a sign', async () => {
  render(<CopyButton text="x" label="Copy command" iconOnly />)
  const sign = () => button().querySelector('svg')?.getAttribute('class')
  const before = sign()
  writeText.mockRejectedValue(new Error('denied'))
  await click()
  expect(screen.getByRole('status').textContent).toBe('The browser did not allow copying')
  expect(sign()).not.toBe(before)
})

test('does not blame the browser where the text could not be had', async () => {
  render(<CopyButton text={() => Promise.reject(new Error('refused'))} label="Copy" />)
  await click()
  expect(screen.getByRole('status').textContent).toBe('It could not be read')
})
