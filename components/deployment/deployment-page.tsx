'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type KeptPage, keepPage } from '@/components/page/kept.ts'
import { deploymentPages } from '@/components/page/kind-of-page.ts'
import { NoPicture } from '@/components/page/no-picture.tsx'
import { PageFrame } from '@/components/shell/page-frame.tsx'
import { useStreamScope } from '@/components/shell/stream-provider.tsx'
import { useDocumentState } from '@/components/shell/use-document-state.ts'
import { serverNow } from '@/components/ui/clock.ts'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import type { RolloutRef } from '@/lib/paths.ts'
import { deploymentQuery } from '@/lib/query/deployment.ts'
import { pageKey } from '@/lib/stream/page.ts'
import { unknownRights } from '@/lib/stream/protocol.ts'
import { DeploymentView } from './deployment-view.tsx'

type Kept = KeptPage<DeploymentDetail>

const nothingKept: Kept = { detail: null, goneAt: null, replacedUid: null }

function useKept(incoming: DeploymentDetail | null | undefined): Kept {
  const [kept, setKept] = useState(nothingKept)
  const next = keepPage<DeploymentDetail, Kept>(kept, incoming, serverNow())
  if (next !== kept) setKept(next)
  return next
}

/** The page of one Deployment: hears of it, remembers what it saw, shows it or says why it cannot. */
export function DeploymentPage({ at }: { readonly at: RolloutRef }) {
  useStreamScope({ pages: [pageKey('deployments', at)] })
  const { data } = useQuery(deploymentQuery(at))
  const problem = data?.problem ?? null
  // What may no longer be seen is not deleted.
  const kept = useKept(problem === null ? data?.detail : undefined)
  const gone = kept.goneAt !== null
  const title = `${at.name} · ${at.namespace}`
  useDocumentState(
    gone || problem !== null ? null : (kept.detail?.row.phase ?? null),
    gone ? `Deleted: ${title}` : title,
  )
  return (
    <PageFrame narrow>
      {problem !== null || kept.detail === null ? (
        <NoPicture kind={deploymentPages} at={at} missing={data?.detail === null} problem={problem} />
      ) : (
        <DeploymentView at={at} kept={kept} detail={kept.detail} rights={data?.rights ?? unknownRights} />
      )}
    </PageFrame>
  )
}
