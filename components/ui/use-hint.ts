import {
  type FocusEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'

const delayMs = 250

export interface Hint {
  readonly id: string
  /** The element that the open hint speaks of; null while it is closed. */
  readonly anchor: HTMLElement | null
  readonly close: () => void
  /** For the element; none when there is nothing to say. */
  readonly handlers: Partial<Record<'onPointerEnter' | 'onPointerUp', (event: PointerEvent) => void>> & {
    readonly onPointerLeave?: () => void
    readonly onFocus?: (event: FocusEvent) => void
    readonly onBlur?: () => void
  }
  /** To be called by the element's click, after it did what it does. */
  readonly clicked: (event: MouseEvent) => void
}

const elementOf = ({ currentTarget }: PointerEvent | FocusEvent) =>
  currentTarget instanceof HTMLElement ? currentTarget : null

/** When a few words about an element are shown: on hover, on focus by key, and by touch where a touch does nothing else. */
export function useHint(wanted: boolean): Hint {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const close = () => {
    clearTimeout(timer.current)
    setAnchor(null)
  }
  const handlers: Hint['handlers'] = {
    onPointerEnter(event) {
      const element = elementOf(event)
      if (event.pointerType === 'mouse') timer.current = setTimeout(() => setAnchor(element), delayMs)
    },
    // A finger neither hovers nor focuses. Where the tap does something, its click closes this again at once.
    onPointerUp(event) {
      if (event.pointerType === 'touch') setAnchor(elementOf(event))
    },
    onPointerLeave: close,
    onFocus(event) {
      if (event.currentTarget.matches(':focus-visible')) setAnchor(elementOf(event))
    },
    onBlur: close,
  }
  return {
    id,
    anchor: wanted ? anchor : null,
    close,
    handlers: wanted ? handlers : {},
    clicked: (event) => !event.defaultPrevented && close(),
  }
}
