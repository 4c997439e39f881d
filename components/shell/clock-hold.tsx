'use client'

import { useEffect } from 'react'
import { holdClocks, serverNow } from '../ui/clock.ts'
import { useRoad } from './stream-provider.tsx'
import { useConnection } from './use-connection.ts'

/** Lets no age and no countdown go on as if it were known while the picture is not fresh: they tell of when it was. */
export function ClockHold() {
  const road = useRoad()
  const { state, since } = useConnection()
  const lost = state === 'stale' || state === 'reconnecting'
  // A broken road is timed by the browser's clock, a lost cluster by the server's.
  const ownClock = road.state !== 'live'
  useEffect(() => {
    const ahead = ownClock ? serverNow() - Date.now() : 0
    holdClocks(lost && since !== null ? Date.parse(since) + ahead : null)
    return () => holdClocks(null)
  }, [lost, since, ownClock])
  return null
}
