import { Waypoints } from 'lucide-react'
import Link from 'next/link'
import { servicePath } from '@/lib/paths.ts'

interface SelectedByProps {
  readonly cluster: string
  readonly namespace: string
  /** By name. */
  readonly services: readonly string[]
  /** What these Services are beside, where others stand above. */
  readonly besides?: boolean
}

/** So many are named; of more the rest is counted. */
const most = 4

/** The Services that select the pods of a workload; each leads to its inspector. */
export function SelectedBy({ cluster, namespace, services, besides = false }: SelectedByProps) {
  if (services.length === 0) return null
  const more = services.length - most
  return (
    <p className="mt-3.5 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t pt-3 text-muted">
      <span className="inline-flex items-center gap-2">
        <Waypoints aria-hidden size={16} />
        {besides ? 'The pods are also selected by' : 'The pods are selected by'}
      </span>
      {services.slice(0, most).map((name) => (
        <Link
          key={name}
          href={servicePath({ cluster, namespace, name })}
          title={`Open Service ${name} in the inspector`}
          className="mono wrap-anywhere rounded text-ink underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          svc/{name}
        </Link>
      ))}
      {more > 0 && <span className="num">and {more} more</span>}
    </p>
  )
}
