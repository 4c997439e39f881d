import { clsx } from 'clsx'
import { useLockReason } from '@/components/shell/use-connection.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import type { Rights } from '@/lib/stream/protocol.ts'
import { Actions } from './actions/actions.tsx'
import { Announcer } from './announcer.tsx'
import { FactsPanel } from './facts/facts-panel.tsx'
import { LanesPanel } from './lanes/lanes-panel.tsx'
import { PlanPanel } from './plan/plan-panel.tsx'
import { RevisionsPanel } from './revisions/revisions-panel.tsx'
import { abortedStepOf, type Kept } from './states/kept.ts'
import { LifeNotices } from './states/life-notices.tsx'
import { TroubleNotices } from './states/trouble-notices.tsx'
import { VerdictPanel } from './states/verdict-panel.tsx'
import { TrafficPanel } from './traffic/traffic-panel.tsx'

interface RolloutViewProps {
  readonly rollout: RolloutRef
  readonly kept: Kept
  readonly detail: RolloutDetail
  readonly rights: Rights
}

/** One Rollout from top to bottom, in the order in which the questions come. */
export function RolloutView({ rollout, kept, detail, rights }: RolloutViewProps) {
  const gone = kept.goneAt !== null
  const lock = useLockReason()
  const road = gone ? 'This Rollout was deleted: there is nothing left to act on.' : lock
  const canary = detail.row.strategy === 'Canary'
  return (
    <div className="space-y-3.5 max-sm:pb-36">
      <LifeNotices rollout={rollout} kept={kept} />
      <Actions rollout={rollout} standing={{ detail, rights, road }} gone={gone} />
      <div className={clsx('space-y-3.5', gone && 'grayscale')}>
        <VerdictPanel detail={detail} frozenAt={kept.goneAt} />
        <TroubleNotices detail={detail} />
        {detail.traffic && <TrafficPanel detail={detail} traffic={detail.traffic} />}
        {canary && <PlanPanel detail={detail} abortedStep={abortedStepOf(kept)} />}
        <LanesPanel detail={detail} />
        <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <RevisionsPanel detail={detail} />
          <FactsPanel rollout={rollout} detail={detail} />
        </div>
      </div>
      {!gone && <Announcer detail={detail} />}
    </div>
  )
}
