// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Later, later } from './later.tsx'

afterEach(cleanup)

const Card = ({ title }: { readonly title: string }) => <p>{title}</p>

test('a part is shown once its code is here', async () => {
  const part = later(async () => Card)
  const { container } = render(<Later part={part}>{(Part) => <Part title="here" />}</Later>)
  expect(container.textContent).toBe('')
  expect((await screen.findByText('here')).tagName).toBe('P')
})

test('a part that cannot be fetched leaves the page alone, and is there the next time it can be', async () => {
  const load = vi.fn(async () => Card)
  load.mockRejectedValueOnce(new Error('the server is away'))
  const part = later(load)
  const page = (open: boolean) => (
    <>
      <b>the page</b>
      {open && <Later part={part}>{(Part) => <Part title="here" />}</Later>}
    </>
  )
  const { container, rerender } = render(page(true))
  await vi.waitFor(() => expect(load).toHaveBeenCalledOnce())
  expect(container.textContent).toBe('the page')
  rerender(page(false))
  rerender(page(true))
  expect((await screen.findByText('here')).tagName).toBe('P')
})

test('a part is fetched ahead, before anyone asks for it', async () => {
  vi.useFakeTimers()
  try {
    const load = vi.fn(async () => Card)
    later(load)
    await vi.runAllTimersAsync()
    expect(load).toHaveBeenCalledOnce()
  } finally {
    vi.useRealTimers()
  }
})
