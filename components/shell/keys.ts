import { useEffect, useSyncExternalStore } from 'react'

export interface KeyBinding {
  /** As `KeyboardEvent.key` has them; each does the same. */
  readonly keys: readonly string[]
  /** What it does, for the help. */
  readonly does: string
  readonly run: () => void
  /** Whether the key is ours now; without it, always. */
  readonly when?: () => boolean
}

let bindings: readonly KeyBinding[] = []
let helpOpen = false
const listeners = new Set<() => void>()
const changed = () => {
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the list of keys. */
export const showKeyHelp = (): void => setKeyHelp(true)

/** Opens or closes the list of keys. */
export function setKeyHelp(open: boolean): void {
  helpOpen = open
  changed()
}

/** Whether the list of keys is open. */
export const useKeyHelp = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => helpOpen,
    () => false,
  )

const noBindings: readonly KeyBinding[] = []
/** The keys of the pages that are shown. */
export const useKeyBindings = (): readonly KeyBinding[] =>
  useSyncExternalStore(
    subscribe,
    () => bindings,
    () => noBindings,
  )

/** Up and down mean nothing within one line of text. */
const leavesText = (key: string) => key === 'ArrowDown' || key === 'ArrowUp'

/** Whether a key belongs to what has the focus: text is being typed, or a dialog or list is open. */
function taken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('textarea, select, [role="dialog"]') !== null) return true
  if (!(target instanceof HTMLInputElement)) return false
  return target.type !== 'text' || !leavesText(key)
}

function onKey(event: KeyboardEvent): void {
  // While a word is being composed its keys belong to the input method.
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.defaultPrevented || taken(event)) return
  const binding = bindings.findLast(({ keys, when }) => keys.includes(event.key) && (when?.() ?? true))
  if (binding === undefined) return
  event.preventDefault()
  binding.run()
}

/** Listens to these keys while the page is shown; the one place where keys are bound. Memoise the list. */
export function useKeys(own: readonly KeyBinding[]): void {
  useEffect(() => {
    if (bindings.length === 0) window.addEventListener('keydown', onKey)
    bindings = [...bindings, ...own]
    changed()
    return () => {
      bindings = bindings.filter((binding) => !own.includes(binding))
      if (bindings.length === 0) window.removeEventListener('keydown', onKey)
      changed()
    }
  }, [own])
}
