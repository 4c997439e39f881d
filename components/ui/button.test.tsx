// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { Button } from './button.tsx'

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
  await vi.waitFor(() => expect(screen.getByRole('button').hasAttribute('data-state')).toBe(true))
  await user.tab()
  expect(document.activeElement).toBe(screen.getByRole('button'))
  expect((await screen.findByRole('tooltip')).textContent).toBe('Nothing is paused.')
  await user.click(screen.getByRole('button'))
  await user.keyboard('{Enter}')
  expect(pressed).not.toHaveBeenCalled()
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
