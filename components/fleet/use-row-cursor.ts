import { type RefObject, useMemo, useRef } from 'react'
import { type KeyBinding, useKeys } from '../shell/keys.ts'

export type ScrollTo = (index: number) => void

interface Moves {
  readonly count: number
  /** Cards that stand beside each other; 1 in a table. */
  readonly perLine: number
}

const linkAt = (index: number) =>
  document.querySelector<HTMLElement>(`[data-row="${index}"] a:not([aria-hidden])`)

/** The row that has the focus; null when none has. */
function focusedRow(): number | null {
  const row = document.activeElement?.closest('[data-row]')?.getAttribute('data-row')
  return row === null || row === undefined ? null : Number(row)
}

function focusRow(index: number, scrollTo: ScrollTo | null): void {
  const link = linkAt(index)
  if (link !== null) link.focus()
  else {
    scrollTo?.(index)
    // The row enters the page with the frame after the scroll.
    requestAnimationFrame(() => requestAnimationFrame(() => linkAt(index)?.focus({ preventScroll: true })))
  }
}

/** The link that has the focus: a row's own, or that of a strip of its card. A row's button has its own Enter. */
const focusedLink = () =>
  document.activeElement instanceof HTMLAnchorElement && focusedRow() !== null ? document.activeElement : null

const open: KeyBinding = {
  keys: ['Enter'],
  does: 'Open what has the focus',
  when: () => focusedLink() !== null,
  run: () => focusedLink()?.click(),
}

const pin: KeyBinding = {
  keys: ['s'],
  does: 'Star: pin the Rollout, or no longer',
  when: () => focusedRow() !== null,
  run: () =>
    document.querySelector<HTMLElement>(`[data-row="${focusedRow()}"] button[aria-pressed]`)?.click(),
}

/** Arrows and j, k move the focus from row to row. Enter opens the one that has it. */
export function useRowCursor({ count, perLine }: Moves): RefObject<ScrollTo | null> {
  const scroller = useRef<ScrollTo | null>(null)
  const last = useRef(-1)
  const bindings = useMemo((): readonly KeyBinding[] => {
    const move = (by: number) => {
      // From the search box the way leads to the first of what was found.
      const searching = document.activeElement instanceof HTMLInputElement
      const from = searching ? -1 : (focusedRow() ?? last.current)
      const index = from < 0 ? 0 : Math.min(count - 1, Math.max(0, from + by))
      if (count === 0) return
      last.current = index
      focusRow(index, scroller.current)
    }
    const line: readonly KeyBinding[] = [
      { keys: ['ArrowDown', 'j'], does: 'Next Rollout', run: () => move(perLine) },
      { keys: ['ArrowUp', 'k'], does: 'Previous Rollout', run: () => move(-perLine) },
    ]
    if (perLine === 1) return [...line, open, pin]
    return [
      ...line,
      open,
      pin,
      { keys: ['ArrowRight'], does: 'Rollout to the right', run: () => move(1) },
      { keys: ['ArrowLeft'], does: 'Rollout to the left', run: () => move(-1) },
    ]
  }, [count, perLine])
  useKeys(bindings)
  return scroller
}
