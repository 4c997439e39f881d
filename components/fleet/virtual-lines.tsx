'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'

/** Given to the element of a line, which also carries its index as `data-index`. */
export type Measure = (element: HTMLElement | null) => void

interface VirtualLinesProps {
  /** What holds the lines. */
  readonly as: 'tbody' | 'div'
  readonly count: number
  /** A line's height in pixels until it was measured. */
  readonly estimate: (index: number) => number
  readonly keyOf: (index: number) => string
  readonly line: (index: number, measure?: Measure) => ReactNode
  /** Where the keyboard's cursor asks to bring a line into view. */
  readonly onScroller: (scrollTo: ((index: number) => void) | null) => void
}

/**
 * Up to so many Rollouts, all of them are in the page and the browser's own search finds them. Not more: one that moves to the top takes
 * every line it passes out of the page and puts it back, and laying those out anew costs more than all else between a change and its paint.
 */
export const virtualFrom = 40

/** Room for the bar and the table's heading, which stay at the top. */
const covered = 96

/** A long list in the window's own scroll, of which only what is near the screen is in the page. */
export function VirtualLines({ as: As, count, estimate, keyOf, line, onScroller }: VirtualLinesProps) {
  const list = useRef<HTMLElement | null>(null)
  const [top, setTop] = useState(0)
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: estimate,
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: covered,
    scrollPaddingEnd: 16,
    getItemKey: keyOf,
  })

  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect()
    if (box !== undefined) setTop(box.top + window.scrollY)
    onScroller((index) => virtualizer.scrollToIndex(index))
    return () => onScroller(null)
  }, [onScroller, virtualizer])

  const items = virtualizer.getVirtualItems()
  const above = (items[0]?.start ?? top) - top
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top)
  return (
    <As
      ref={(element: HTMLElement | null) => {
        list.current = element
      }}
      className="block"
      style={{ paddingTop: above, paddingBottom: below }}
    >
      {items.map(({ index }) => line(index, virtualizer.measureElement))}
    </As>
  )
}
