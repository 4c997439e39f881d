import { ImageName } from '@/components/rollouts/image-name.tsx'
import type { RevisionView } from '@/lib/rollouts/view.ts'
import { ReplicaSetLine, RoleTags, readyWords } from './replica-set-line.tsx'
import { AnalysisRunLine, ExperimentLine } from './run-line.tsx'

interface RevisionCardProps {
  readonly revision: RevisionView
}

/** One revision: its roles and images, its ReplicaSets with their pods, its experiments and analyses. */
export function RevisionCard({ revision }: RevisionCardProps) {
  const [main] = revision.replicaSets
  const several = revision.replicaSets.length > 1
  const images = [...new Set(revision.replicaSets.flatMap(({ images: all }) => all))]
  return (
    <li className="overflow-hidden rounded-[10px] border border-line">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <h3 className="num font-semibold">
          {revision.number === 0 ? 'No revision' : `Revision ${revision.number}`}
        </h3>
        {revision.replicaSets.map((rs) => (
          <RoleTags key={rs.uid} replicaSet={rs} />
        ))}
        <span className="flex min-w-0 flex-wrap gap-x-3">
          {images.map((image) => (
            <ImageName key={image} image={image} {...(main ? { version: main.version } : {})} />
          ))}
        </span>
        {main && !several && <span className="num ml-auto text-muted text-sm">{readyWords(main)}</span>}
      </header>
      <div className="space-y-4 border-line border-t bg-sunken/45 px-4 py-2.5">
        {revision.replicaSets.map((rs) => (
          <ReplicaSetLine key={rs.uid} replicaSet={rs} counted={several} />
        ))}
        {revision.experiments.map((experiment) => (
          <ExperimentLine key={experiment.uid} experiment={experiment} />
        ))}
        {revision.analysisRuns.map((run) => (
          <AnalysisRunLine key={run.uid} run={run} />
        ))}
      </div>
    </li>
  )
}
