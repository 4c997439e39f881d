import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title?: ReactNode
  readonly aside?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A surface with a quiet heading that names it. */
export function Panel({ title, aside, className, children }: PanelProps) {
  const id = useId()
  const headed = title !== undefined
  return (
    <section aria-labelledby={headed ? id : undefined} className={clsx('panel px-4 py-4 sm:px-6', className)}>
      {headed && (
        <header className="mb-2.5 flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-muted text-sm">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          {aside !== undefined && <div>{aside}</div>}
        </header>
      )}
      {children}
    </section>
  )
}
