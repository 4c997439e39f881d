'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'

interface RowLinkProps {
  readonly href: string
  readonly 'data-row': number
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
