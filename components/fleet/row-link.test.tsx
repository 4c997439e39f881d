// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentProps } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { RowLink } from './row-link.tsx'
import { noteTyped } from './typed-address.ts'

const pushed: string[] = []
vi.mock('next/navigation', () => ({
  useRouter: () => ({ prefetch() {}, push: (href: string) => pushed.push(href) }),
}))
vi.mock('next/link', () => ({
  default: ({ prefetch: _, ...rest }: ComponentProps<'a'> & { readonly prefetch: boolean }) => (
    <a {...rest} />
  ),
}))

afterEach(() => {
  cleanup()
  pushed.length = 0
})

const href = '/c/one/shop/rollouts/web'

/** Whether the click was left to the link itself. */
function click(more: object = {}): boolean {
  render(
    <RowLink href={href} className="">
      web
    </RowLink>,
  )
  return fireEvent.click(screen.getByRole('link'), more)
}

describe('the link of a row', () => {
  test('leads to its page by itself', () => {
    expect(click()).toBe(true)
    expect(pushed).toEqual([])
  })

  test.each([
    ['written', (address: PromiseWithResolvers<void>) => address.resolve()],
    ['refused', (address: PromiseWithResolvers<void>) => address.reject(new Error('too often'))],
  ])('is followed once what was typed is %s', async (_, settle) => {
    const address = Promise.withResolvers<void>()
    noteTyped(address.promise)
    expect(click()).toBe(false)
    expect(pushed).toEqual([])
    await act(async () => settle(address))
    expect(pushed).toEqual([href])
    cleanup()
    expect(click()).toBe(true)
  })

  test('opens another tab at once, whatever was typed', async () => {
    const address = Promise.withResolvers<void>()
    noteTyped(address.promise)
    expect(click({ ctrlKey: true })).toBe(true)
    await act(async () => address.resolve())
    expect(pushed).toEqual([])
  })
})
