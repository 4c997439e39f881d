'use client'

import { type ReactNode, useEffect, useState } from 'react'

/** A component whose code is not in the first load. */
export interface Part<Component> {
  /** Null while it is not here. */
  readonly here: () => Component | null
  /** Fetches it; null where that fails, and the next call tries again. */
  readonly fetch: () => Promise<Component | null>
}

/** Long enough for a slow machine to show its first rows, with which this must not compete. */
const restMs = 4_000

/**
 * Names a part; it is fetched once the page is at rest, because it may first be needed when the server is away, or only when it is shown, because hardly
 * any page shows it.
 */
export function later<Component>(
  load: () => Promise<Component>,
  when: 'at rest' | 'when shown' = 'at rest',
): Part<Component> {
  let loaded: Component | null = null
  const fetch = async () => {
    try {
      loaded = await load()
    } catch {
      // The connection's own signs say that the server is away.
    }
    return loaded
  }
  if (when === 'at rest' && typeof window !== 'undefined') setTimeout(() => void fetch(), restMs)
  return { here: () => loaded, fetch }
}

interface LaterProps<Component> {
  readonly part: Part<Component>
  readonly children: (component: Component) => ReactNode
}

/** Shows a part as soon as it is here; where it cannot be fetched, nothing, and the page around it stands. */
export function Later<Component>({ part, children }: LaterProps<Component>) {
  const [found, setFound] = useState(part.here)
  useEffect(() => {
    let mounted = true
    if (found === null) void part.fetch().then((component) => mounted && setFound(() => component))
    return () => {
      mounted = false
    }
  }, [found, part])
  return found === null ? null : children(found)
}
