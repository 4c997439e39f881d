'use client'

import { type ComponentType, useEffect, useState } from 'react'

const restMs = 2_000

/**
 * A part whose code is not in the first load. It is fetched once the page is at rest, because it may first be needed when the server is
 * away; where it could not be fetched, nothing is shown in its place and the next time tries again.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  const fetchPart = async () => {
    try {
      loaded = await load()
    } catch {
      // The connection's own signs say that the server is away.
    }
    return loaded
  }
  if (typeof window !== 'undefined') setTimeout(() => void fetchPart(), restMs)

  return function Later(props: Props) {
    const [Part, setPart] = useState(() => loaded)
    useEffect(() => {
      let here = true
      if (Part === null) void fetchPart().then((part) => here && setPart(() => part))
      return () => {
        here = false
      }
    }, [Part])
    return Part === null ? null : <Part {...props} />
  }
}
