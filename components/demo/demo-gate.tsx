'use client'

import { useClusters } from '../shell/use-clusters.ts'
import { Later, later } from '../ui/later.tsx'

const demoPart = later(async () => (await import('./demo-part.tsx')).DemoPart, 'when shown')

/** What drives the simulated cluster, where it is one; nothing of it is fetched anywhere else. */
export function DemoGate() {
  if (useClusters()?.demo !== true) return null
  return <Later part={demoPart}>{(DemoPart) => <DemoPart />}</Later>
}
