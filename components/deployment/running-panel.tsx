import { clsx } from 'clsx'
import { RevisionCard } from '@/components/rollout/revisions/revision-card.tsx'
import { versionLooks } from '@/components/rollouts/version.ts'
import { Panel } from '@/components/ui/panel.tsx'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import type { ReplicaSetView } from '@/lib/rollouts/view.ts'

/** What is running: the ReplicaSets that have pods, or should have, newest first. */
export function RunningPanel({ detail }: { readonly detail: DeploymentDetail }) {
  const running = detail.replicaSets.filter((set) => runs(set) || set.name === detail.newest)
  return (
    <Panel title="Revisions">
      {running.length === 0 && (
        <p className="text-muted">The controller has not created a ReplicaSet for this template yet.</p>
      )}
      <ol className="space-y-3">
        {running.map((set) => (
          <RevisionCard
            key={set.uid}
            revision={{ number: set.revision, replicaSets: [set], experiments: [], analysisRuns: [] }}
            folded={false}
            tag={<Tag set={set} updating={detail.row.updating} newest={set.name === detail.newest} />}
          />
        ))}
      </ol>
    </Panel>
  )
}

const runs = ({ desired, replicas, pods }: ReplicaSetView) => desired + replicas + pods.length > 0

interface TagProps {
  readonly set: ReplicaSetView
  readonly updating: boolean
  readonly newest: boolean
}

function Tag({ set, updating, newest }: TagProps) {
  if (!updating && newest) return null
  return (
    <span className={clsx('rounded-md px-2 py-0.5 font-semibold text-xs', versionLooks[set.version].soft)}>
      {newest ? 'new' : 'old'}
    </span>
  )
}
