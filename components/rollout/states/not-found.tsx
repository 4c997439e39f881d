'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class.ts'
import { Notice } from '@/components/ui/notice.tsx'
import { fleetPath, type RolloutRef, rolloutPath, rolloutsApi } from '@/lib/paths.ts'
import { getJson } from '@/lib/query/http.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { nearNames } from './near-names.ts'

interface NotFoundProps {
  readonly rollout: RolloutRef
  /** The namespaces in view; null means all. */
  readonly namespaces: readonly string[] | null
}

/** There is no such Rollout: says where it was looked for, and what it may have been meant. */
export function NotFound({ rollout, namespaces }: NotFoundProps) {
  const { data } = useQuery({
    queryKey: ['names', rollout.cluster],
    queryFn: ({ signal }) =>
      getJson<{ readonly rows: readonly RolloutRow[] }>(rolloutsApi(rollout.cluster), signal),
  })
  const near = nearNames(data?.rows ?? [], rollout)
  const unseen = namespaces !== null && !namespaces.includes(rollout.namespace)
  return (
    <Notice
      tone="warn"
      title={`There is no Rollout ${rollout.name} in namespace ${rollout.namespace}`}
      action={
        <Link href={fleetPath(rollout.cluster)} className={buttonClass({ variant: 'primary' })}>
          Go to the fleet
        </Link>
      }
    >
      {unseen ? (
        <p>
          The cockpit does not watch this namespace. It watches {namespaces.join(', ')} of cluster{' '}
          {rollout.cluster}.
        </p>
      ) : (
        <p>
          The API server of cluster {rollout.cluster} lists none. The page opens by itself once there is one.
        </p>
      )}
      {near.length > 0 && (
        <>
          <p>Perhaps one of these was meant:</p>
          <ul>
            {near.map((row) => (
              <li key={row.uid}>
                <Link
                  href={rolloutPath({ ...rollout, namespace: row.namespace, name: row.name })}
                  className="font-medium text-ink underline decoration-line-strong underline-offset-4 hover:decoration-current"
                >
                  {row.namespace}/{row.name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}
