import { useCallback, useState } from 'react'

/** The width of an element in pixels as it changes, and the ref that measures it. */
export function useWidth(initial: number): readonly [number, (node: HTMLElement | null) => void] {
  const [width, setWidth] = useState(initial)
  const measure = useCallback(
    (node: HTMLElement | null) => {
      if (!node) return
      const observer = new ResizeObserver(() => setWidth(node.clientWidth || initial))
      observer.observe(node)
      return () => observer.disconnect()
    },
    [initial],
  )
  return [width, measure]
}
