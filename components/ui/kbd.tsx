import type { ReactNode } from 'react'

/** A key of the keyboard. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-5 rounded-[5px] border border-line-strong border-b-2 bg-surface px-1.5 text-center font-sans font-semibold text-[0.6875rem] text-muted leading-4">
      {children}
    </kbd>
  )
}
