import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Nothing to show, said plainly, with the one thing that helps. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <section role="status" className="mx-auto flex max-w-xl flex-col items-center px-6 py-14 text-center">
      <span aria-hidden className="grid size-12 place-items-center rounded-panel bg-sunken text-muted">
        {icon}
      </span>
      <h2 className="mt-4 font-semibold text-lg tracking-tight">{title}</h2>
      {children !== undefined && <div className="mt-1 text-muted">{children}</div>}
      {action !== undefined && <div className="mt-5">{action}</div>}
    </section>
  )
}
