import { clsx } from 'clsx'
import Link from 'next/link'
import { useCallback } from 'react'
import type { KeptPage } from '@/components/page/kept.ts'
import { deploymentPages } from '@/components/page/kind-of-page.ts'
import { LifeNotices } from '@/components/page/life-notices.tsx'
import { StatePanel } from '@/components/page/state-panel.tsx'
import { PodTroubles } from '@/components/rollout/states/trouble-notices.tsx'
import { useLockReason } from '@/components/shell/use-connection.ts'
import { PanelBoundary } from '@/components/ui/panel-boundary.tsx'
import { deploymentSentence } from '@/lib/deployments/sentence.ts'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import { type RolloutRef, rolloutPath } from '@/lib/paths.ts'
import type { Rights } from '@/lib/stream/protocol.ts'
import { DeploymentActions } from './actions/deployment-actions.tsx'
import { adviceOf } from './advice.ts'
import { Announcer } from './announcer.tsx'
import { DeploymentFacts } from './facts-panel.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { RollingPanel } from './picture/rolling-panel.tsx'
import { RunningPanel } from './running-panel.tsx'

interface DeploymentViewProps {
  readonly at: RolloutRef
  readonly kept: KeptPage<DeploymentDetail>
  readonly detail: DeploymentDetail
  readonly rights: Rights
}

/** One Deployment from top to bottom, in the order in which the questions come. */
export function DeploymentView({ at, kept, detail, rights }: DeploymentViewProps) {
  const gone = kept.goneAt !== null
  const lock = useLockReason()
  const road = gone ? 'This Deployment was deleted: there is nothing left to act on.' : lock
  const tell = useCallback((now: number) => deploymentSentence(detail, now), [detail])
  return (
    <div className="space-y-3.5 max-sm:pb-44">
      <LifeNotices kind={deploymentPages} cluster={at.cluster} kept={kept} />
      <DeploymentActions at={at} standing={{ detail, rights, road }} gone={gone} />
      <div className={clsx('space-y-3.5', gone && 'grayscale')}>
        <PanelBoundary name="State" resetKey={kept}>
          <StatePanel
            row={detail.row}
            tell={tell}
            words={detail.row.message}
            speaker="kubectl rollout status says:"
            goneAt={kept.goneAt}
          />
        </PanelBoundary>
        <Pictures at={at} kept={kept} detail={detail} />
      </div>
      {!gone && <Announcer detail={detail} />}
    </div>
  )
}

function Pictures({ at, kept, detail }: Omit<DeploymentViewProps, 'rights'>) {
  const gone = kept.goneAt !== null
  return (
    <>
      {detail.row.rollout !== null && <RunByRollout at={at} rollout={detail.row.rollout} />}
      <PanelBoundary name="What is in trouble" resetKey={kept}>
        <PodTroubles reasons={detail.row.trouble} advise={(reason) => adviceOf(reason, detail)} />
      </PanelBoundary>
      <PanelBoundary name="Pods" resetKey={kept}>
        <RollingPanel cluster={at.cluster} detail={detail} />
      </PanelBoundary>
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-3.5">
          <PanelBoundary name="What runs" resetKey={kept}>
            <RunningPanel detail={detail} />
          </PanelBoundary>
          <PanelBoundary name="History" resetKey={kept}>
            <HistoryPanel detail={detail} />
          </PanelBoundary>
        </div>
        <PanelBoundary name="Facts" resetKey={kept}>
          <DeploymentFacts at={at} detail={detail} gone={gone} />
        </PanelBoundary>
      </div>
    </>
  )
}

function RunByRollout({ at, rollout }: { readonly at: RolloutRef; readonly rollout: string }) {
  return (
    <section className="panel px-4 py-3 sm:px-6">
      <p>
        <b className="font-semibold">Its pods are run by a Rollout.</b> Rollout{' '}
        <Link
          href={rolloutPath({ ...at, name: rollout })}
          className="font-semibold underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {rollout}
        </Link>{' '}
        takes the template of this Deployment; a change made here is rolled out there, step by step.
      </p>
    </section>
  )
}
