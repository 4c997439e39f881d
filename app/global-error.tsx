'use client'

import { fontVariables } from './fonts.ts'
import './globals.css'

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string }
}

/** The frame itself broke: nothing but words and a way to load it anew. */
export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="grid min-h-dvh place-items-center p-6">
        <title>Rollout Cockpit broke</title>
        <main className="panel max-w-xl p-8">
          <h1 className="font-semibold text-2xl tracking-tight">Rollout Cockpit broke</h1>
          <p className="mt-2 text-muted">The cluster is not affected. What the page said:</p>
          <pre className="mono mt-3 whitespace-pre-wrap rounded-control bg-sunken p-3">{error.message}</pre>
          <a href="/" className="mt-4 inline-block font-semibold underline">
            Load it anew
          </a>
        </main>
      </body>
    </html>
  )
}
