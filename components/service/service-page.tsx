'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type KeptPage, keepPage } from '@/components/page/kept.ts'
import { servicePages } from '@/components/page/kind-of-page.ts'
import { NoPicture } from '@/components/page/no-picture.tsx'
import { PageFrame } from '@/components/shell/page-frame.tsx'
import { useStreamScope } from '@/components/shell/stream-provider.tsx'
import { useHealth } from '@/components/shell/use-connection.ts'
import { useDocumentState } from '@/components/shell/use-document-state.ts'
import { serverNow } from '@/components/ui/clock.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { serviceQuery } from '@/lib/query/service.ts'
import type { ServiceDetail } from '@/lib/services/view.ts'
import { pageKey } from '@/lib/stream/page.ts'
import { unknownRights } from '@/lib/stream/protocol.ts'
import { refusalIn } from './refusal.ts'
import { ServiceView } from './service-view.tsx'

const nothingKept: KeptPage<ServiceDetail> = { detail: null, goneAt: null, replacedUid: null }

/** The page of one Service: hears of it, remembers its last picture, shows it or says why it cannot. */
export function ServicePage({ service }: { readonly service: RolloutRef }) {
  useStreamScope({ pages: [pageKey('services', service)] })
  const { data } = useQuery(serviceQuery(service))
  const refusal = refusalIn(useHealth()?.degraded ?? [], service.namespace)
  const problem = data?.problem ?? (data?.detail === null ? refusal : null)
  const [before, setKept] = useState(nothingKept)
  // What may no longer be seen is not deleted.
  const kept = keepPage(before, problem === null ? data?.detail : undefined, serverNow())
  if (kept !== before) setKept(kept)
  const title = `${service.name} · ${service.namespace}`
  useDocumentState(null, kept.goneAt === null ? title : `Deleted: ${title}`)
  return (
    <PageFrame narrow>
      {problem !== null || kept.detail === null ? (
        <NoPicture kind={servicePages} at={service} missing={data?.detail === null} problem={problem} />
      ) : (
        <ServiceView
          service={service}
          kept={kept}
          detail={kept.detail}
          rights={data?.rights ?? unknownRights}
        />
      )}
    </PageFrame>
  )
}
