import { clsx } from 'clsx'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { WholeWords } from './whole-words.tsx'

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
  /** A command line that helps, with a button to copy it. */
  readonly command?: string
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
        {command !== undefined && <Command line={command} />}
        {action !== undefined && <div className="mt-4 flex flex-wrap gap-2">{action}</div>}
      </div>
    </section>
  )
}

/** A command line to read and to copy. */
export function Command({ line }: { readonly line: string }) {
  return (
    <div className="mt-3 flex items-start gap-2 rounded-control bg-sunken py-1.5 pr-1.5 pl-3">
      <code className="mono min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap py-1.5">
        <WholeWords text={line} />
      </code>
      <CopyButton text={line} label="Copy command" iconOnly />
    </div>
  )
}
