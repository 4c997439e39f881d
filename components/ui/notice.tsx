import { clsx } from 'clsx'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type Tone = 'info' | 'warn' | 'error'

const looks: Record<Tone, { readonly icon: typeof Info; readonly className: string }> = {
  info: { icon: Info, className: 'bg-sunken text-muted' },
  warn: { icon: TriangleAlert, className: 'bg-warn-soft text-warn' },
  error: { icon: CircleAlert, className: 'bg-degraded-soft text-degraded' },
}

/** What ends a page stands alone on it: somewhat above the middle, where the eye looks for it. */
export const loneClass = '[main>&:last-child]:mt-[14vh] sm:[main>&:last-child]:mt-[20vh]'

interface NoticeProps {
  readonly tone: Tone
  readonly title: ReactNode
  readonly children?: ReactNode
  /** A `Command` that helps. Given from outside: a page without one need not load what copies it. */
  readonly command?: ReactNode
  readonly action?: ReactNode
}

/** A state of the road told in a panel: what is, why, and what can be done. */
export function Notice({ tone, title, children, command, action }: NoticeProps) {
  const { icon: Icon, className } = looks[tone]
  return (
    <section
      role={tone === 'error' ? 'alert' : 'status'}
      className={clsx('panel mx-auto flex w-full max-w-2xl gap-4 p-5 sm:p-6', loneClass)}
    >
      <span className={clsx('grid size-10 shrink-0 place-items-center rounded-panel', className)}>
        <Icon aria-hidden size={20} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
        {children !== undefined && (
          <div className="mt-1 space-y-2 text-pretty break-words text-muted">{children}</div>
        )}
        {command}
        {action !== undefined && <div className="mt-4 flex flex-wrap gap-2">{action}</div>}
      </div>
    </section>
  )
}
