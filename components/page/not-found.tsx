'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class.ts'
import { Notice } from '@/components/ui/notice.tsx'
import { fleetPath, pagePath, type RolloutRef } from '@/lib/paths.ts'
import { getJson } from '@/lib/query/http.ts'
import type { FleetRow } from '@/lib/stream/page.ts'
import type { KindOfPage } from './kind-of-page.ts'
import { nearNames } from './near-names.ts'

interface NotFoundProps {
  readonly kind: KindOfPage
  readonly at: RolloutRef
  /** The namespaces in view; null means all. */
  readonly namespaces: readonly string[] | null
}

/** There is no such object: says where it was looked for, and what it may have been meant. */
export function NotFound({ kind, at, namespaces }: NotFoundProps) {
  const { data } = useQuery({
    queryKey: ['names', kind.resource, at.cluster],
    queryFn: ({ signal }) => getJson<{ readonly rows: readonly FleetRow[] }>(kind.list(at.cluster), signal),
  })
  const near = nearNames(data?.rows ?? [], at)
  const unseen = namespaces !== null && !namespaces.includes(at.namespace)
  return (
    <Notice
      tone="warn"
      title={`There is no ${kind.word} ${at.name} in namespace ${at.namespace}`}
      action={
        <Link href={fleetPath(at.cluster)} className={buttonClass({ variant: 'primary' })}>
          Go to the fleet
        </Link>
      }
    >
      {unseen ? (
        <p>
          The cockpit does not watch this namespace. It watches {namespaces.join(', ')} of cluster{' '}
          {at.cluster}.
        </p>
      ) : (
        <p>The API server of cluster {at.cluster} lists none. The page opens by itself once there is one.</p>
      )}
      {near.length > 0 && (
        <>
          <p>Perhaps one of these was meant:</p>
          <ul>
            {near.map((row) => (
              <li key={row.uid}>
                <Link
                  href={pagePath(kind.resource, { ...at, namespace: row.namespace, name: row.name })}
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
