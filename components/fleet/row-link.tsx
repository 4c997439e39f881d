'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'
import { typedAddress } from './typed-address.ts'

interface RowLinkProps {
  readonly href: string
  readonly className: string
  readonly children: ReactNode
}

/** A Rollout's link: its page is fetched ahead when it is pointed at, not for every row on the screen. */
export function RowLink({ href, children, ...rest }: RowLinkProps) {
  const router = useRouter()
  const prefetch = () => router.prefetch(href)
  const follow = (event: MouseEvent) => {
    const address = typedAddress()
    if (address === null || isForBrowser(event)) return
    // Next gives up a navigation when the address is written meanwhile: who types, presses down and Enter would stay where they are.
    event.preventDefault()
    const push = () => router.push(href)
    address.then(push, push)
  }
  return (
    <Link {...rest} href={href} prefetch={false} onClick={follow} onMouseEnter={prefetch} onFocus={prefetch}>
      {children}
    </Link>
  )
}

/** It opens another tab or window, or saves. */
const isForBrowser = ({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) =>
  metaKey || ctrlKey || shiftKey || altKey

/** Words on hover for a part of a row. The row's own link lies over all of it, so that nothing below would ever be pointed at. */
export const RowHint = ({ href, title }: { readonly href: string; readonly title: string }) => (
  <Link
    href={href}
    prefetch={false}
    title={title}
    aria-hidden
    tabIndex={-1}
    draggable={false}
    className="absolute inset-0"
  />
)
