'use client'

import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

/** A page that broke: what happened, in words that can be copied, and a way on. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="p-4">
      <h1 className="sr-only">Rollout Cockpit</h1>
      <Notice
        tone="error"
        title="This page broke"
        action={
          <>
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
            <Button onClick={() => location.assign('/')}>Go to the fleet</Button>
          </>
        }
      >
        <p>The cluster is not affected; only this view of it. What the page said:</p>
        <pre className="mono overflow-x-auto whitespace-pre-wrap rounded-control bg-sunken p-3 text-ink">
          {error.message}
          {error.digest !== undefined && `\n(${error.digest})`}
        </pre>
      </Notice>
    </main>
  )
}
