'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { createQueryClient } from '@/lib/query/client.ts'
import { sessionRefused } from './session.ts'
import { SessionGate } from './session-gate.tsx'
import { Toaster } from './toaster.tsx'
import { showFailure } from './toasts.ts'
import { useStyleNonce } from './use-style-nonce.ts'

interface ProvidersProps {
  /** Of the page's content security policy, for the one inline script that sets the theme before the first paint. */
  readonly nonce: string | undefined
  readonly children: ReactNode
}

const newClient = () =>
  createQueryClient({
    onActionFailed: ({ message }) => showFailure('The action failed', message),
    onUnauthenticated: sessionRefused,
  })

/** What every page stands on: theme, query cache, URL state, session, notes. */
export function Providers({ nonce, children }: ProvidersProps) {
  const [client] = useState(newClient)
  useStyleNonce(nonce)
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce === undefined ? {} : { nonce })}
    >
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <SessionGate>{children}</SessionGate>
        </NuqsAdapter>
        <Toaster />
      </QueryClientProvider>
    </ThemeProvider>
  )
}
