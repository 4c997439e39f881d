'use client'

import { KeyRound } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect } from 'react'
import { Button } from '../ui/button.tsx'
import { beginSession, openSession, rejoinSession, tokenOf, useSession } from './session.ts'

/** Lets the page through once the session is open; without one it says where to find the address. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useSession()
  useEffect(() => {
    beginSession()
    window.addEventListener('hashchange', beginSession)
    window.addEventListener('focus', rejoinSession)
    document.addEventListener('visibilitychange', rejoinSession)
    return () => {
      window.removeEventListener('hashchange', beginSession)
      window.removeEventListener('focus', rejoinSession)
      document.removeEventListener('visibilitychange', rejoinSession)
    }
  }, [])
  return session.state === 'needed' ? <TokenPage problem={session.problem?.message ?? null} /> : children
}

function openWith(event: FormEvent<HTMLFormElement>): void {
  event.preventDefault()
  const typed = String(new FormData(event.currentTarget).get('token') ?? '').trim()
  const fragment = typed.indexOf('#')
  void openSession((fragment < 0 ? null : tokenOf(typed.slice(fragment))) ?? typed)
}

function TokenPage({ problem }: { readonly problem: string | null }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form onSubmit={openWith} className="panel w-full max-w-lg p-6 sm:p-8">
        <span className="grid size-11 place-items-center rounded-panel bg-sunken text-muted">
          <KeyRound aria-hidden size={22} />
        </span>
        <h1 className="mt-4 font-semibold text-2xl tracking-tight">Open the address with its token</h1>
        <p className="mt-2 text-muted">
          Rollout Cockpit printed an address that ends in <code className="mono">#token=…</code> on the
          terminal where it was started. Open that address, or paste it or its token here. A restart makes a
          new token.
        </p>
        <label htmlFor="token" className="mt-5 block font-semibold text-sm">
          Address or token
        </label>
        <div className="mt-1.5 flex gap-2">
          <input
            id="token"
            name="token"
            type="password"
            required
            autoComplete="off"
            aria-describedby={problem === null ? undefined : 'token-problem'}
            aria-invalid={problem !== null}
            className="h-10 min-w-0 flex-1 rounded-control border border-edge bg-surface px-3"
          />
          <Button type="submit" variant="primary" size="lg">
            Open
          </Button>
        </div>
        {problem !== null && (
          <p id="token-problem" role="alert" className="mt-2 text-degraded text-sm">
            {problem}
          </p>
        )}
      </form>
    </main>
  )
}
