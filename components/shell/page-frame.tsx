import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface PageFrameProps {
  /** For a page that is read rather than scanned. */
  readonly narrow?: boolean
  readonly children: ReactNode
}

/** The middle of a page: its width and its gutters. */
export function PageFrame({ narrow = false, children }: PageFrameProps) {
  return (
    <main
      id="main"
      className={clsx('mx-auto px-4 py-4 sm:px-6 sm:py-5', narrow ? 'max-w-[77.5rem]' : 'max-w-[90rem]')}
    >
      {children}
    </main>
  )
}
