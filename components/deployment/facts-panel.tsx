import { Conditions } from '@/components/rollout/facts/conditions.tsx'
import { useKubeconfig } from '@/components/shell/use-clusters.ts'
import { useHealth } from '@/components/shell/use-connection.ts'
import { Command } from '@/components/ui/command.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Panel } from '@/components/ui/panel.tsx'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import { deploymentApi, type RolloutRef } from '@/lib/paths.ts'
import { getText } from '@/lib/query/http.ts'
import { kubectlLine } from '@/lib/rollouts/command-line.ts'
import { spokenDuration } from '@/lib/rollouts/words.ts'
import { textNeeds, textProblem } from '@/lib/stream/health.ts'

interface DeploymentFactsProps {
  readonly at: RolloutRef
  readonly detail: DeploymentDetail
  /** It was deleted: nobody can tell more of it. */
  readonly gone: boolean
}

/** Counts, what the strategy says, conditions, and kubectl's texts to take away. */
export function DeploymentFacts({ at, detail, gone }: DeploymentFactsProps) {
  const { row, minReadySeconds, progressDeadlineSeconds } = detail
  const health = useHealth()
  const files = useKubeconfig()
  const problem = health ? textProblem(health, textNeeds.history, at.namespace) : null
  const words = ['rollout', 'status', `deployment/${at.name}`, '-n', at.namespace]
  return (
    <Panel
      title="Facts"
      aside={
        gone ? undefined : (
          <div className="-my-1.5 -mr-3">
            <CopyButton label="Copy as text" text={() => texts(at)} disabledReason={problem} />
          </div>
        )
      }
    >
      <dl className="num grid grid-cols-5 gap-2 text-center">
        {Object.entries(row.counts).map(([name, count]) => (
          <div key={name} className="flex min-w-0 flex-col-reverse">
            <dt className="truncate text-muted text-xs">{name}</dt>
            <dd className="font-semibold text-lg">{count}</dd>
          </div>
        ))}
      </dl>
      <dl className="num mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-line border-t pt-3 text-sm">
        <dt className="text-muted">Available</dt>
        <dd className="text-right">
          {minReadySeconds === 0 ? 'as soon as ready' : `after ${spokenDuration(minReadySeconds)} ready`}
        </dd>
        <dt className="text-muted">Progress deadline</dt>
        <dd className="text-right">
          {progressDeadlineSeconds === null ? 'none' : spokenDuration(progressDeadlineSeconds)}
        </dd>
      </dl>
      <Conditions conditions={detail.conditions} said="" />
      {!gone && <Command line={kubectlLine(at.cluster, files, words)} />}
    </Panel>
  )
}

async function texts(at: RolloutRef): Promise<string> {
  const [status, history] = await Promise.all(
    ['status', 'history'].map((part) => getText(`${deploymentApi(at)}/${part}`)),
  )
  return `${status}${history}`
}
