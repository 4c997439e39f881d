import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Panel } from '@/components/ui/panel.tsx'
import { type RolloutRef, rolloutTextApi } from '@/lib/paths.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { Conditions } from './conditions.tsx'
import { fetchText } from './fetch-text.ts'

interface FactsPanelProps {
  readonly rollout: RolloutRef
  readonly detail: RolloutDetail
}

/** What `kubectl argo rollouts get rollout` tells beside the tree: counts, conditions, and its text to take away. */
export function FactsPanel({ rollout, detail }: FactsPanelProps) {
  const { counts } = detail.row
  const line = `kubectl argo rollouts get rollout ${rollout.name} -n ${rollout.namespace}`
  return (
    <Panel
      title="Facts"
      aside={
        <div className="-my-1.5 -mr-3">
          <CopyButton label="Copy as text" text={() => fetchText(rolloutTextApi(rollout))} />
        </div>
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
      <Conditions conditions={detail.conditions} />
      <div className="mt-4 flex items-start gap-1 rounded-control bg-sunken py-1 pr-1 pl-3">
        <code className="mono min-w-0 flex-1 break-words py-2 text-sm">{line}</code>
        <CopyButton text={line} label="Copy command" iconOnly />
      </div>
    </Panel>
  )
}
