'use client'

import { CloudOff } from 'lucide-react'
import type { Health } from '@/lib/stream/protocol.ts'
import type { Connection } from '@/lib/stream/road.ts'
import { Button } from '../ui/button.tsx'
import { clockText } from '../ui/duration.ts'
import { useWake } from './stream-provider.tsx'
import { useConnection, useHealth } from './use-connection.ts'

type RoadState = Health['degraded'][number]

const lost = ({ since }: Connection) =>
  since === null ? 'Nothing was heard yet.' : `What you see is from ${clockText(since)}.`

/** Says what is not fresh and since when, and what of the cluster cannot be read; nothing when all is well. */
export function ConnectionBanner() {
  const connection = useConnection()
  const health = useHealth()
  const wake = useWake()
  if (connection.state === 'stale') {
    const why = health?.state === 'stale' ? health.problem : 'The Rollout Cockpit server does not answer.'
    return (
      <div role="alert" className="flex items-center gap-3 bg-degraded-soft px-4 py-2 text-sm sm:px-6">
        <CloudOff aria-hidden size={16} className="shrink-0 text-degraded" />
        <p className="num min-w-0 flex-1">
          <strong className="font-semibold text-degraded">Stale. {lost(connection)}</strong> {why} Actions are
          locked; trying again.
        </p>
        {health?.state !== 'stale' && (
          <Button size="sm" onClick={wake}>
            Try now
          </Button>
        )}
      </div>
    )
  }
  return <Degraded />
}

// Without the CRDs there is nothing that could not be read: the fleet says so itself.
const isHole = ({ resource, state }: RoadState) =>
  state !== 'listing' && !(state === 'absent' && ofArgo.includes(resource))

const ofArgo: readonly string[] = ['rollouts', 'analysisruns', 'experiments']

/** Kinds that cannot be read although others can: the picture is true but has holes. */
function Degraded() {
  const health = useHealth()
  const roads = health?.state === 'live' ? health.degraded.filter(isHole) : []
  if (roads.length === 0) return null
  return (
    <section aria-label="What cannot be read">
      <details className="bg-warn-soft text-sm">
        <summary className="px-4 py-1.5 sm:px-6">
          <strong className="font-semibold text-warn">Some of the cluster cannot be read:</strong>{' '}
          {[...new Set(roads.map(({ resource }) => resource))].join(', ')}. What needs it is shown as unknown.
        </summary>
        <ul className="list-disc px-10 pb-2 sm:px-12">
          {roads.map(({ resource, namespace, problem, state }) => (
            <li key={`${resource}/${namespace ?? ''}`} className="break-words">
              {resource}
              {namespace !== null && ` in ${namespace}`}: {problem ?? state}
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
