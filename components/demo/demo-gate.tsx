'use client'

import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useSession } from '../shell/session.ts'
import { Later, later } from '../ui/later.tsx'

const demoPart = later(async () => (await import('./demo-part.tsx')).DemoPart, 'when shown')

/** A demo that has not answered by then may never do so, and its pages are not held back for it. */
const patienceMs = 2_000

/** The pages of the simulated cluster under what drives it. Both are shown at once: what came later would move a button away from under the pointer. */
export function DemoGate({ children }: { readonly children: ReactNode }) {
  const open = useSession().state === 'open'
  const [shown, setShown] = useState(false)
  const show = useCallback(() => setShown(true), [])
  useEffect(() => {
    const timer = setTimeout(show, patienceMs)
    return () => clearTimeout(timer)
  }, [show])
  return (
    <>
      {open && <Later part={demoPart}>{(DemoPart) => <DemoPart onAnswer={show} />}</Later>}
      <div className={shown ? undefined : 'invisible'}>{children}</div>
    </>
  )
}
