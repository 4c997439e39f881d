import { useCallback, useState } from 'react'

/** The width of an element in pixels as it changes, and the ref that measures it. */
export function useWidth(initial: number): readonly [number, (node: HTMLElement | null) => void] {
  const [width, setWidth] = useState(initial)
  const measure = useCallback(
    (node: HTMLElement | null) => {
      if (!node) return
      const take = () => setWidth(node.clientWidth || initial)
      // Before the first paint, so that nothing is seen to move into place.
      take()
      const observer = new ResizeObserver(take)
      observer.observe(node)
      return () => observer.disconnect()
    },
    [initial],
  )
  return [width, measure]
}
