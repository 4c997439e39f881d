import { Panel } from '@/components/ui/panel.tsx'
import type { Unlisted } from '@/lib/rollouts/model.ts'
import type { RevisionView, RolloutDetail } from '@/lib/rollouts/view.ts'
import { Fold } from '../fold.tsx'
import { roadMap } from '../lanes/road-map.ts'
import { RevisionCard } from './revision-card.tsx'

/** What is running: revisions with their ReplicaSets and pods. Those without pods and role are folded away, those drawn elsewhere are closed. */
export function RevisionsPanel({ detail }: { readonly detail: RolloutDetail }) {
  const past = detail.revisions.filter((revision) => isPast(revision, detail.row.revision))
  const drawn = new Set(detail.lanes.length === 0 ? [] : roadMap(detail).ends.map(({ uid }) => uid))
  const present = detail.revisions.filter((revision) => !past.includes(revision))
  return (
    <Panel title="Revisions">
      {detail.revisions.length === 0 && (
        <p className="text-muted">The controller has not created a ReplicaSet for this Rollout yet.</p>
      )}
      <ol className="space-y-3">
        {present.map((revision) => (
          <RevisionCard key={revision.number} revision={revision} folded={isTold(revision, drawn)} />
        ))}
      </ol>
      {detail.unlisted.map((resource) => (
        <p key={resource} className="mt-3 text-faint text-sm">
          {kinds[resource]} not known: needs list on {resource}.argoproj.io
        </p>
      ))}
      {past.length > 0 && (
        <Fold
          summary={`${past.length === 1 ? '1 earlier revision' : `${past.length} earlier revisions`}, scaled down`}
        >
          <ol className="mt-3 space-y-3">
            {past.map((revision) => (
              <RevisionCard key={revision.number} revision={revision} folded={false} />
            ))}
          </ol>
        </Fold>
      )}
    </Panel>
  )
}

const kinds: Readonly<Record<Unlisted, string>> = { analysisruns: 'AnalysisRuns', experiments: 'Experiments' }

function isPast({ number, replicaSets, experiments }: RevisionView, current: number): boolean {
  if (number === current) return false
  const all = [...replicaSets, ...experiments.flatMap((experiment) => experiment.replicaSets)]
  return all.every(
    ({ roles, replicas, desired, pods }) => roles.length + replicas + desired + pods.length === 0,
  )
}

/** Whether the lanes above show all there is of a revision, so that its pods need not stand on the page twice. */
function isTold(
  { replicaSets, experiments, analysisRuns }: RevisionView,
  drawn: ReadonlySet<string>,
): boolean {
  if (experiments.length + analysisRuns.length > 0) return false
  return replicaSets.every(({ uid, failure }) => drawn.has(uid) && failure === '')
}
