'use client'

import type { ReactNode } from 'react'
import { Boundary } from './boundary.tsx'
import { Button } from './button.tsx'

interface PanelBoundaryProps {
  /** What the panel is called on the page, e.g. `Traffic`. */
  readonly name: string
  /** What the panel is drawn from; a change of it tries again. */
  readonly resetKey: unknown
  readonly children: ReactNode
}

/** Lets a panel that cannot be drawn say so in its own place, while the rest of the page lives on. */
export const PanelBoundary = ({ name, resetKey, children }: PanelBoundaryProps) => (
  <Boundary
    resetKey={resetKey}
    fallback={(again) => (
      <section role="alert" className="panel flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4 sm:px-6">
        <p className="min-w-0 flex-1 basis-64 text-muted">
          <strong className="font-semibold text-ink">{name} cannot be shown.</strong> The rest of this page is
          live. It is tried again with the next change.
        </p>
        <Button size="sm" onClick={again}>
          Show again
        </Button>
      </section>
    )}
  >
    {children}
  </Boundary>
)
