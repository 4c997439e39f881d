import { useSyncExternalStore } from 'react'
import { CockpitError } from '@/lib/errors.ts'
import { asFailure } from '@/lib/query/client.ts'
import { getText, postJson } from '@/lib/query/http.ts'

/** `unknown` while the page is not alive yet; `trading` while the address's token becomes a cookie. */
export type Session =
  | { readonly state: 'unknown' | 'trading' | 'open' }
  | { readonly state: 'needed'; readonly problem: CockpitError | null }

const unknown: Session = { state: 'unknown' }
let session: Session = unknown
const listeners = new Set<() => void>()

function become(next: Session): void {
  session = next
  for (const listener of listeners) listener()
}

/** The token in an address's fragment, `#token=…`; null without one. */
export const tokenOf = (fragment: string): string | null =>
  new URLSearchParams(fragment.replace(/^#/, '')).get('token')

/** Opens the session from the address, if it carries the token, and takes the token out of the address. */
export function beginSession(): void {
  const token = tokenOf(location.hash)
  if (token === null) {
    if (session.state === 'unknown') become({ state: 'open' })
    return
  }
  history.replaceState(history.state, '', location.pathname + location.search)
  void openSession(token)
}

/** Trades the token for the session's cookie; says in the session what went wrong. */
export async function openSession(token: string): Promise<void> {
  become({ state: 'trading' })
  try {
    await postJson<null>('/api/session', { token })
    become({ state: 'open' })
  } catch (error) {
    const failure = asFailure(error)
    const refused = failure.kind === 'unauthenticated'
    const problem = refused
      ? new CockpitError('unauthenticated', 'This token is not the one of the server that runs now.')
      : failure
    become({ state: 'needed', problem })
  }
}

/** Looks whether another tab has opened the session that this one waits for; silent when it has not. */
export async function rejoinSession(): Promise<void> {
  if (session.state !== 'needed') return
  try {
    await getText('/api/session')
  } catch (error) {
    if (error instanceof CockpitError) return
    throw error
  }
  if (session.state === 'needed') become({ state: 'open' })
}

/** Called when the server refused us: the person has to bring the token. */
export function sessionRefused(): void {
  if (session.state === 'open') become({ state: 'needed', problem: null })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The session of this browser with the server. */
export const useSession = (): Session =>
  useSyncExternalStore(
    subscribe,
    () => session,
    () => unknown,
  )
