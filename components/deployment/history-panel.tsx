import { RotateCcw } from 'lucide-react'
import { ImageName } from '@/components/rollouts/image-name.tsx'
import { clipped } from '@/components/ui/clipped.ts'
import { Panel } from '@/components/ui/panel.tsx'
import { TimeAgo } from '@/components/ui/time.tsx'
import type { DeploymentDetail, RevisionEntry } from '@/lib/deployments/view.ts'

/** The revisions that can be gone back to, newest first. */
export function HistoryPanel({ detail }: { readonly detail: DeploymentDetail }) {
  const { history, revisionHistoryLimit } = detail
  const aside = revisionHistoryLimit === null ? undefined : `${revisionHistoryLimit} old ones are kept`
  return (
    <Panel title="History" aside={aside}>
      {history.length === 0 && <p className="text-muted">There is no revision yet.</p>}
      <ol className="divide-y divide-line">
        {history.map((entry) => (
          <Entry key={entry.replicaSet} entry={entry} />
        ))}
      </ol>
    </Panel>
  )
}

function Entry({ entry }: { readonly entry: RevisionEntry }) {
  const { number, images, changeCause, createdAt, restartedAt, current } = entry
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0">
      <span className="num w-24 shrink-0 font-semibold">
        {number} {current && <span className="font-medium text-muted text-sm">now</span>}
      </span>
      <span className="flex min-w-0 flex-1 flex-wrap gap-x-3">
        {images.map((image) => (
          <ImageName key={image} image={image} />
        ))}
        {restartedAt !== null && (
          <span className="inline-flex items-center gap-1 text-muted text-sm">
            <RotateCcw aria-hidden size={13} /> restarted <TimeAgo at={restartedAt} suffix="ago" />
          </span>
        )}
      </span>
      <span className="num text-muted text-sm">
        <TimeAgo at={createdAt} suffix="ago" />
      </span>
      {changeCause !== '' && (
        <span className="wrap-anywhere basis-full pl-28 text-muted text-sm max-sm:pl-0">
          {clipped(changeCause)}
        </span>
      )}
    </li>
  )
}
