'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'

interface RowLinkProps {
  readonly href: string
  readonly className: string
  readonly children: ReactNode
}

/** A Rollout's link: its page is fetched ahead when it is pointed at, not for every row on the screen. */
export function RowLink({ href, children, ...rest }: RowLinkProps) {
  const router = useRouter()
  const prefetch = () => router.prefetch(href)
  return (
    <Link {...rest} href={href} prefetch={false} onMouseEnter={prefetch} onFocus={prefetch}>
      {children}
    </Link>
  )
}

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
