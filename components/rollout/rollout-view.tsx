import { clsx } from 'clsx'
import { rolloutPages } from '@/components/page/kind-of-page.ts'
import { LifeNotices } from '@/components/page/life-notices.tsx'
import { useLockReason } from '@/components/shell/use-connection.ts'
import { Boundary } from '@/components/ui/boundary.tsx'
import { PanelBoundary } from '@/components/ui/panel-boundary.tsx'
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
import { still } from './states/still.ts'
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
  return (
    <div className="space-y-3.5 max-sm:pb-36">
      <LifeNotices kind={rolloutPages} cluster={rollout.cluster} kept={kept} />
      <Actions rollout={rollout} standing={{ detail, rights, road }} gone={gone} />
      <div className={clsx('space-y-3.5', gone && 'grayscale')}>
        <PanelBoundary name="State" resetKey={kept}>
          <VerdictPanel detail={detail} goneAt={kept.goneAt} />
        </PanelBoundary>
        <Pictures rollout={rollout} kept={kept} detail={gone ? still(detail) : detail} />
      </div>
      {!gone && (
        <Boundary resetKey={kept} fallback={() => null}>
          <Announcer detail={detail} />
        </Boundary>
      )}
    </div>
  )
}

// A picture that cannot be drawn must not take the actions with it: they are what is needed then.
function Pictures({ rollout, kept, detail }: Omit<RolloutViewProps, 'rights'>) {
  const { traffic } = detail
  return (
    <>
      <PanelBoundary name="What is in trouble" resetKey={kept}>
        <TroubleNotices detail={detail} />
      </PanelBoundary>
      {traffic && (
        <PanelBoundary name="Traffic" resetKey={kept}>
          <TrafficPanel cluster={rollout.cluster} detail={detail} traffic={traffic} />
        </PanelBoundary>
      )}
      {detail.row.strategy === 'Canary' && (
        <PanelBoundary name="Plan" resetKey={kept}>
          <PlanPanel detail={detail} abortedStep={abortedStepOf(kept)} />
        </PanelBoundary>
      )}
      <PanelBoundary name="Who gets which version" resetKey={kept}>
        <LanesPanel cluster={rollout.cluster} detail={detail} />
      </PanelBoundary>
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <PanelBoundary name="Revisions" resetKey={kept}>
          <RevisionsPanel detail={detail} />
        </PanelBoundary>
        <PanelBoundary name="Facts" resetKey={kept}>
          <FactsPanel rollout={rollout} detail={detail} gone={kept.goneAt !== null} />
        </PanelBoundary>
      </div>
    </>
  )
}
