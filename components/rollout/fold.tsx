import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

interface FoldProps {
  readonly summary: ReactNode
  readonly children: ReactNode
}

/** Something that can wait, behind its name. */
export function Fold({ summary, children }: FoldProps) {
  return (
    <details className="group mt-3">
      <summary className="num inline-flex list-none items-center gap-1 rounded text-muted text-sm hover:text-ink">
        <ChevronRight aria-hidden size={15} className="transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      {children}
    </details>
  )
}
