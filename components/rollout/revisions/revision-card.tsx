import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { ImageName } from '@/components/rollouts/image-name.tsx'
import type { RevisionView } from '@/lib/rollouts/view.ts'
import { ReplicaSetLine, RoleTags, readyWords } from './replica-set-line.tsx'
import { AnalysisRunLine, ExperimentLine } from './run-line.tsx'

interface RevisionCardProps {
  readonly revision: RevisionView
  /** Closed at first: its pods stand on the page already. */
  readonly folded: boolean
  /** Stands beside its number, where its ReplicaSets have no roles. */
  readonly tag?: ReactNode
}

const box = 'overflow-hidden rounded-[10px] border border-line'
const line = 'flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2'

/** One revision: its roles and images, its ReplicaSets with their pods, its experiments and analyses. */
export function RevisionCard({ revision, folded, tag }: RevisionCardProps) {
  if (!folded)
    return (
      <li className={box}>
        <header className={line}>
          <Head revision={revision} tag={tag} />
        </header>
        <Body revision={revision} />
      </li>
    )
  return (
    <li className={box}>
      <details className="group">
        <summary className={`${line} list-none hover:bg-sunken/45`}>
          <ChevronRight
            aria-hidden
            size={16}
            className="-mx-1 shrink-0 text-muted transition-transform group-open:rotate-90"
          />
          <Head revision={revision} tag={tag} />
        </summary>
        <Body revision={revision} />
      </details>
    </li>
  )
}

interface PartProps {
  readonly revision: RevisionView
}

function Head({ revision: { number, replicaSets }, tag }: PartProps & { readonly tag: ReactNode }) {
  const [main, ...others] = replicaSets
  const images = [...new Set(replicaSets.flatMap(({ images: all }) => all))]
  return (
    <>
      <h3 className="num font-semibold">{number === 0 ? 'No revision' : `Revision ${number}`}</h3>
      {tag}
      {replicaSets.map((rs) => (
        <RoleTags key={rs.uid} replicaSet={rs} />
      ))}
      <span className="flex min-w-0 flex-wrap gap-x-3">
        {images.map((image) => (
          <ImageName key={image} image={image} {...(main ? { version: main.version } : {})} />
        ))}
      </span>
      {main && others.length === 0 && (
        <span className="num ml-auto text-muted text-sm">{readyWords(main)}</span>
      )}
    </>
  )
}

function Body({ revision: { replicaSets, experiments, analysisRuns } }: PartProps) {
  return (
    <div className="space-y-4 border-line border-t bg-sunken/45 px-4 py-2.5">
      {replicaSets.map((rs) => (
        <ReplicaSetLine key={rs.uid} replicaSet={rs} counted={replicaSets.length > 1} />
      ))}
      {experiments.map((experiment) => (
        <ExperimentLine key={experiment.uid} experiment={experiment} />
      ))}
      {analysisRuns.map((run) => (
        <AnalysisRunLine key={run.uid} run={run} />
      ))}
    </div>
  )
}
