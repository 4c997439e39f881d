import type { ReactNode } from 'react'
import { clipped } from '@/components/ui/clipped.ts'
import { TimeAgo } from '@/components/ui/time.tsx'
import type { AnalysisRunView, ExperimentView } from '@/lib/rollouts/view.ts'
import { ReplicaSetLine } from './replica-set-line.tsx'
import { runLook } from './run-look.ts'

/** An AnalysisRun: what it checks, its phase, how its measurements came out, its jobs. */
export function AnalysisRunLine({ run }: { readonly run: AnalysisRunView }) {
  return (
    <div>
      <RunHead
        kind={kinds.get(run.type) ?? 'AnalysisRun'}
        name={run.name}
        phase={run.status}
        createdAt={run.createdAt}
      >
        {countWords(run)}
      </RunHead>
      {run.message !== '' && <p className="mt-0.5 break-words text-muted text-sm">{clipped(run.message)}</p>}
      {run.jobs.length > 0 && (
        <ul className="mt-1 space-y-0.5 border-line border-l-2 pl-3 text-sm">
          {run.jobs.map((job) => (
            <li key={`${job.namespace}/${job.name}`}>
              <RunHead kind="Job" name={job.name} phase={job.status} createdAt={job.startedAt}>
                {job.metricName}
              </RunHead>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** An Experiment with the ReplicaSets and AnalysisRuns it owns. */
export function ExperimentLine({ experiment }: { readonly experiment: ExperimentView }) {
  return (
    <div>
      <RunHead
        kind="Experiment"
        name={experiment.name}
        phase={experiment.status}
        createdAt={experiment.createdAt}
      />
      {experiment.message !== '' && (
        <p className="mt-0.5 break-words text-muted text-sm">{clipped(experiment.message)}</p>
      )}
      <div className="mt-2 space-y-3 border-line border-l-2 pl-3">
        {experiment.replicaSets.map((rs) => (
          <ReplicaSetLine key={rs.uid} replicaSet={rs} counted />
        ))}
        {experiment.analysisRuns.map((run) => (
          <AnalysisRunLine key={run.uid} run={run} />
        ))}
      </div>
    </div>
  )
}

interface RunHeadProps {
  readonly kind: string
  readonly name: string
  readonly phase: string
  readonly createdAt: string | null
  readonly children?: ReactNode
}

function RunHead({ kind, name, phase, createdAt, children }: RunHeadProps) {
  const { icon: Icon, text } = runLook(phase)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <span className="font-medium">{kind}</span>
      <span className="mono min-w-0 break-all">{name}</span>
      <span className={`inline-flex items-center gap-1 font-medium text-xs ${text}`}>
        <Icon aria-hidden size={14} strokeWidth={2.5} />
        {phase === '' ? 'not started' : phase}
      </span>
      <span className="num text-muted text-sm">{children}</span>
      <span className="num ml-auto text-muted text-sm">
        <TimeAgo at={createdAt} />
      </span>
    </div>
  )
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['Step', 'Analysis of a step'],
  ['Background', 'Background analysis'],
  ['PrePromotion', 'Pre-promotion analysis'],
  ['PostPromotion', 'Post-promotion analysis'],
])

/** None that succeeded is said as well: a run that was stopped early ends as Successful without a single one. */
function countWords({ successful, failed, inconclusive, error, status }: AnalysisRunView): string {
  const total = successful + failed + inconclusive + error
  if (total === 0) return endings.has(status) ? 'no measurements' : 'no measurements yet'
  const counts = [
    [failed, 'failed'],
    [inconclusive, 'inconclusive'],
    [error, 'with an error'],
  ] as const
  return [
    successful === 0
      ? `0 of ${total} ${total === 1 ? 'measurement' : 'measurements'} successful`
      : `${successful} successful`,
    ...counts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`),
  ].join(', ')
}

const endings: ReadonlySet<string> = new Set(['Successful', 'Failed', 'Error', 'Inconclusive'])
