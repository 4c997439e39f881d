'use client'

import { useQuery } from '@tanstack/react-query'
import type { TemplateChange } from '@/lib/deployments/template-diff.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { asFailure } from '@/lib/query/client.ts'
import { changesQuery } from '@/lib/query/deployment.ts'

interface RevisionChangesProps {
  readonly at: RolloutRef
  readonly replicaSet: string
  readonly state: string
}

/** More are only counted. */
const mostShown = 12

/** In what the pod template of a revision differs from the present one: images, variables, all else. */
export function RevisionChanges({ at, replicaSet, state }: RevisionChangesProps) {
  const { data, error } = useQuery(changesQuery(at, replicaSet, state))
  return (
    <section
      aria-label="What changes"
      aria-live="polite"
      className="mb-4 rounded-control bg-sunken px-3 py-2"
    >
      {error !== null ? (
        <p className="text-muted">What changes cannot be told: {asFailure(error).message}</p>
      ) : data === undefined ? (
        <p className="text-muted">Comparing the two templates…</p>
      ) : data.length === 0 ? (
        <p className="text-muted">The templates are equal: nothing would change.</p>
      ) : (
        <Changes changes={data} />
      )}
    </section>
  )
}

function Changes({ changes }: { readonly changes: readonly TemplateChange[] }) {
  const hidden = changes.length - mostShown
  return (
    <>
      <dl className="space-y-2">
        {changes.slice(0, mostShown).map(({ path, from, to }) => (
          <div key={path}>
            <dt className="mono wrap-anywhere text-muted text-xs">{path}</dt>
            <dd className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
              <Side sign="−" words="before" value={from} />
              <Side sign="+" words="after" value={to} />
            </dd>
          </div>
        ))}
      </dl>
      {hidden > 0 && <p className="num mt-2 text-muted text-sm">and {hidden} more</p>}
    </>
  )
}

interface SideProps {
  readonly sign: string
  readonly words: string
  readonly value: string | null
}

function Side({ sign, words, value }: SideProps) {
  if (value === null) return null
  return (
    <>
      <span className="mono text-faint">
        <span aria-hidden>{sign}</span>
        <span className="sr-only">{words}</span>
      </span>
      <span className="mono wrap-anywhere line-clamp-3">{value === '' ? '(empty)' : value}</span>
    </>
  )
}
