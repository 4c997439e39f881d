'use client'

import { clsx } from 'clsx'
import { useCallback } from 'react'
import type { KeptPage } from '@/components/page/kept.ts'
import { servicePages } from '@/components/page/kind-of-page.ts'
import { LifeNotices } from '@/components/page/life-notices.tsx'
import { StatePanel } from '@/components/page/state-panel.tsx'
import { useLockReason } from '@/components/shell/use-connection.ts'
import { PanelBoundary } from '@/components/ui/panel-boundary.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { serviceSentence } from '@/lib/services/sentence.ts'
import type { ServiceDetail } from '@/lib/services/view.ts'
import type { Rights } from '@/lib/stream/protocol.ts'
import { sampleLock, scaleLock } from './locks.ts'
import { SamplePanel } from './sample/sample-panel.tsx'
import { ServiceHeader } from './service-header.tsx'
import { SharePanel } from './share-panel.tsx'
import { WhatIfPanel } from './what-if/what-if-panel.tsx'

interface ServiceViewProps {
  readonly service: RolloutRef
  readonly kept: KeptPage<unknown>
  readonly detail: ServiceDetail
  readonly rights: Rights
}

/** One Service from top to bottom: who answers, whether that is so, and what would change it. */
export function ServiceView({ service, kept, detail, rights }: ServiceViewProps) {
  const { goneAt } = kept
  const gone = goneAt !== null
  const lock = useLockReason()
  const tell = useCallback(() => serviceSentence(detail), [detail])
  const leads = detail.type === 'ExternalName'
  return (
    <div className="space-y-3.5">
      <LifeNotices kind={servicePages} cluster={service.cluster} kept={kept} />
      <ServiceHeader detail={detail} gone={gone} />
      <div className={clsx('space-y-3.5', gone && 'grayscale')}>
        <PanelBoundary name="State" resetKey={detail}>
          <StatePanel row={detail.row} tell={tell} words="" speaker="" goneAt={goneAt} />
        </PanelBoundary>
        {!leads && (
          <PanelBoundary name="Who answers" resetKey={detail}>
            <SharePanel cluster={service.cluster} detail={detail} />
          </PanelBoundary>
        )}
        {!gone && !leads && (
          <PanelBoundary name="Live sample" resetKey={service}>
            <SamplePanel
              service={service}
              detail={detail}
              lock={lock ?? sampleLock(rights, service.namespace)}
            />
          </PanelBoundary>
        )}
        {!gone && (
          <PanelBoundary name="What if" resetKey={service}>
            <WhatIfPanel
              service={service}
              detail={detail}
              lock={lock ?? scaleLock(rights, detail, service.namespace)}
            />
          </PanelBoundary>
        )}
      </div>
    </div>
  )
}
