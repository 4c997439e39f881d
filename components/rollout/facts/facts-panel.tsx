import { useKubeconfig } from '@/components/shell/use-clusters.ts'
import { useHealth } from '@/components/shell/use-connection.ts'
import { Command } from '@/components/ui/command.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Panel } from '@/components/ui/panel.tsx'
import { type RolloutRef, rolloutTextApi } from '@/lib/paths.ts'
import { getText } from '@/lib/query/http.ts'
import { kubectlLine } from '@/lib/rollouts/command-line.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { textNeeds, textProblem } from '@/lib/stream/health.ts'
import { Conditions } from './conditions.tsx'

interface FactsPanelProps {
  readonly rollout: RolloutRef
  readonly detail: RolloutDetail
  /** The Rollout was deleted: nobody can tell more of it. */
  readonly gone: boolean
}

/** What `kubectl argo rollouts get rollout` tells beside the tree: counts, conditions, and its text to take away. */
export function FactsPanel({ rollout, detail, gone }: FactsPanelProps) {
  const { counts } = detail.row
  const health = useHealth()
  const files = useKubeconfig()
  const problem = health ? textProblem(health, textNeeds.rollout, rollout.namespace) : null
  const words = ['argo', 'rollouts', 'get', 'rollout', rollout.name, '-n', rollout.namespace]
  return (
    <Panel
      title="Facts"
      aside={
        gone ? undefined : (
          <div className="-my-1.5 -mr-3">
            <CopyButton
              label="Copy as text"
              text={() => getText(rolloutTextApi(rollout))}
              disabledReason={problem}
            />
          </div>
        )
      }
    >
      <dl className="num grid grid-cols-5 gap-2 text-center">
        {Object.entries(counts).map(([name, count]) => (
          <div key={name} className="flex min-w-0 flex-col-reverse">
            <dt className="truncate text-muted text-xs">{name}</dt>
            <dd className="font-semibold text-lg">{count}</dd>
          </div>
        ))}
      </dl>
      <Conditions conditions={detail.conditions} said={detail.row.message} />
      {!gone && <Command line={kubectlLine(rollout.cluster, files, words)} />}
    </Panel>
  )
}
