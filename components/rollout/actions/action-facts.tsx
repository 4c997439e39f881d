import { Change, Fact, Images } from '@/components/actions/card-facts.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import type { Consequence } from '@/lib/rollouts/consequence.ts'
import type { Action, RolloutDetail } from '@/lib/rollouts/view.ts'
import { spokenShare } from '@/lib/rollouts/words.ts'

interface ActionFactsProps {
  readonly action: Action
  readonly rollout: RolloutRef
  readonly detail: RolloutDetail
  readonly consequence: Consequence
}

/** Which Rollout, and what goes from what to what. */
export function ActionFacts({ action, rollout, detail, consequence: told }: ActionFactsProps) {
  const max = detail.traffic?.max ?? 100
  const share = (weight: number | null) => (weight === null ? null : spokenShare(weight, max))
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      <Fact name="Cluster">{rollout.cluster}</Fact>
      <Fact name="Namespace">{rollout.namespace}</Fact>
      <Fact name="Rollout">{rollout.name}</Fact>
      <Fact name="Image">
        <Images from={told.fromImages} to={told.toImages} />
      </Fact>
      {(told.fromStep ?? told.toStep) !== null && (
        <Fact name="Step">
          <Change
            from={told.fromStep ?? 'none'}
            to={told.toStep ?? (action === 'abort' ? 'none' : 'all done')}
          />
        </Fact>
      )}
      {told.weightFrom !== null && told.weightTo !== null && (
        <Fact name="Weight">
          <Change from={share(told.weightFrom)} to={share(told.weightTo)} />
        </Fact>
      )}
    </dl>
  )
}
