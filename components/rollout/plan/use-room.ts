import { useCallback, useState } from 'react'

/** The root's font size at which one unit is one pixel. */
const plain = 16

export interface Room {
  /** In units of a sixteenth of a rem, so that what is drawn in them grows with the type. */
  readonly width: number
  /** How many pixels a unit has. */
  readonly unit: number
}

/** The room an element has as it changes, and the ref that measures it. */
export function useRoom(initial: number): readonly [Room, (node: HTMLElement | null) => void] {
  const [room, setRoom] = useState<Room>({ width: initial, unit: 1 })
  const measure = useCallback(
    (node: HTMLElement | null) => {
      if (!node) return
      const take = () => {
        const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / plain || 1
        const width = node.clientWidth / unit || initial
        setRoom((known) => (known.width === width && known.unit === unit ? known : { width, unit }))
      }
      // Before the first paint, so that nothing is seen to move into place.
      take()
      const observer = new ResizeObserver(take)
      observer.observe(node)
      return () => observer.disconnect()
    },
    [initial],
  )
  return [room, measure]
}

/** A length in those units for CSS. */
export const rem = (units: number): string => `${units / plain}rem`
