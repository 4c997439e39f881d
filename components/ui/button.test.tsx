// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { Button } from './button.tsx'
// Is fetched when it is asked for; here that must not take time.
import './tooltip.tsx'

vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
)
afterEach(cleanup)

test('a button with a reason not to be pressed takes the focus, tells the reason and no click', async () => {
  const user = userEvent.setup()
  const pressed = vi.fn()
  render(
    <Button disabledReason="Nothing is paused." onClick={pressed}>
      Promote
    </Button>,
  )
  const before = screen.getByRole('button', { name: 'Promote' })
  expect(before.getAttribute('aria-disabled')).toBe('true')
  await user.tab()
  expect(document.activeElement).toBe(before)
  const tooltip = await screen.findByRole('tooltip')
  expect(tooltip.textContent).toBe('Nothing is paused.')
  expect(before.getAttribute('aria-describedby')).toBe(tooltip.id)
  await user.click(screen.getByRole('button'))
  await user.keyboard('{Enter}')
  expect(pressed).not.toHaveBeenCalled()
})

test('a button that goes off and on again keeps the focus', async () => {
  const user = userEvent.setup()
  const promote = (reason: string | null) => <Button disabledReason={reason}>Promote</Button>
  const { rerender } = render(promote(null))
  await user.tab()
  const before = screen.getByRole('button')
  rerender(promote('What you see is stale.'))
  expect(document.activeElement).toBe(before)
  expect(screen.getByRole('button')).toBe(before)
  rerender(promote(null))
  expect(document.activeElement).toBe(before)
})

test('a short button tells the whole of it on hover, until it is pressed', async () => {
  const user = userEvent.setup()
  const pressed = vi.fn()
  render(
    <Button hint="All traffic goes back to 6.9.3." onClick={pressed}>
      Abort
    </Button>,
  )
  await user.hover(screen.getByRole('button'))
  expect((await screen.findByRole('tooltip')).textContent).toBe('All traffic goes back to 6.9.3.')
  await user.click(screen.getByRole('button'))
  expect(pressed).toHaveBeenCalledOnce()
  expect(screen.queryByRole('tooltip')).toBeNull()
})

test('a button that waits for an answer takes no second click', async () => {
  const user = userEvent.setup()
  const pressed = vi.fn()
  render(
    <Button loading onClick={pressed}>
      Abort
    </Button>,
  )
  await user.click(screen.getByRole('button'))
  expect(pressed).not.toHaveBeenCalled()
  expect(screen.getByRole('button').getAttribute('aria-busy')).toBe('true')
})

test('a button of a form does not send it while it is off', async () => {
  const user = userEvent.setup()
  const sent = vi.fn()
  render(
    <form onSubmit={sent}>
      <Button type="submit" loading>
        Open
      </Button>
    </form>,
  )
  await user.click(screen.getByRole('button'))
  expect(sent).not.toHaveBeenCalled()
})
