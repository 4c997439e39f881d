import { Panel } from '@/components/ui/panel.tsx'
import type { RevisionView, RolloutDetail } from '@/lib/rollouts/view.ts'
import { Fold } from '../fold.tsx'
import { RevisionCard } from './revision-card.tsx'

/** What is running: revisions with their ReplicaSets and pods; those without pods and role are folded away. */
export function RevisionsPanel({ detail }: { readonly detail: RolloutDetail }) {
  const past = detail.revisions.filter((revision) => isPast(revision, detail.row.revision))
  const present = detail.revisions.filter((revision) => !past.includes(revision))
  return (
    <Panel title="Revisions">
      {detail.revisions.length === 0 && (
        <p className="text-muted">The controller has not created a ReplicaSet for this Rollout yet.</p>
      )}
      <ol className="space-y-3">
        {present.map((revision) => (
          <RevisionCard key={revision.number} revision={revision} />
        ))}
      </ol>
      {past.length > 0 && (
        <Fold
          summary={`${past.length === 1 ? '1 earlier revision' : `${past.length} earlier revisions`}, scaled down`}
        >
          <ol className="mt-3 space-y-3">
            {past.map((revision) => (
              <RevisionCard key={revision.number} revision={revision} />
            ))}
          </ol>
        </Fold>
      )}
    </Panel>
  )
}

function isPast({ number, replicaSets, experiments }: RevisionView, current: number): boolean {
  if (number === current) return false
  const all = [...replicaSets, ...experiments.flatMap((experiment) => experiment.replicaSets)]
  return all.every(
    ({ roles, replicas, desired, pods }) => roles.length + replicas + desired + pods.length === 0,
  )
}
