import { useSyncExternalStore } from 'react'

export interface Toast {
  readonly id: number
  readonly title: string
  readonly text: string
}

let toasts: readonly Toast[] = []
const listeners = new Set<() => void>()

/** Says that something failed, in a note that stays until it is closed. */
export function showFailure(title: string, text: string): void {
  toasts = [...toasts, { id: toasts.length + 1, title, text }]
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const none: readonly Toast[] = []

/** Every note since the page was opened, in order. */
export const useToasts = (): readonly Toast[] =>
  useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  )
