'use client'

import { Later, later } from '../ui/later.tsx'
import { useToasts } from './toasts.ts'

const toastList = later(async () => (await import('./toast-list.tsx')).ToastList)

/** The notes' corner; its library is not in the first load. */
export function Toaster() {
  const toasts = useToasts()
  if (toasts.length === 0) return null
  return <Later part={toastList}>{(ToastList) => <ToastList toasts={toasts} />}</Later>
}
