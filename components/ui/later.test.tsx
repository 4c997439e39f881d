import { render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { later } from './later.tsx'

const Card = ({ title }: { readonly title: string }) => <p>{title}</p>

test('a part is shown once its code is there', async () => {
  const Part = later(async () => Card)
  const { container } = render(<Part title="here" />)
  expect(container.textContent).toBe('')
  expect((await screen.findByText('here')).tagName).toBe('P')
})

test('a part that cannot be fetched leaves the rest of the page alone, and is there the next time it can', async () => {
  const load = vi.fn<() => Promise<typeof Card>>().mockRejectedValueOnce(new Error('the server is away'))
  load.mockResolvedValue(Card)
  const Part = later(load)
  const page = (open: boolean) => (
    <>
      <b>the page</b>
      {open && <Part title="here" />}
    </>
  )
  const { container, rerender } = render(page(true))
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1))
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
