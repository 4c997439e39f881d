'use client'

import { Info, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { clockText } from '@/components/ui/duration.ts'
import { fleetPath } from '@/lib/paths.ts'
import type { KeptPage } from './kept.ts'
import type { KindOfPage } from './kind-of-page.ts'

interface LifeNoticesProps {
  readonly kind: KindOfPage
  readonly cluster: string
  readonly kept: KeptPage<unknown>
}

/** Says when what is on screen is gone, or is another one than it was. */
export function LifeNotices({ kind, cluster, kept }: LifeNoticesProps) {
  const [seen, setSeen] = useState<string | null>(null)
  const { goneAt, replacedUid } = kept
  if (goneAt !== null) {
    return (
      <LifeNotice icon={<Trash2 aria-hidden size={18} className="text-degraded" />}>
        <p className="num min-w-0 flex-1">
          <b className="font-semibold">Deleted at {clockText(new Date(goneAt).toISOString())}.</b> This is the
          last picture of it; nothing below is live.
        </p>
        <Link
          href={fleetPath(cluster)}
          className="font-semibold underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          To the fleet
        </Link>
      </LifeNotice>
    )
  }
  if (replacedUid === null || replacedUid === seen) return null
  return (
    <LifeNotice icon={<Info aria-hidden size={18} className="text-muted" />}>
      <p className="min-w-0 flex-1">
        <b className="font-semibold">Deleted and created again.</b> You now see another {kind.word} under the
        same name.
      </p>
      <Button size="sm" onClick={() => setSeen(replacedUid)}>
        Understood
      </Button>
    </LifeNotice>
  )
}

function LifeNotice({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <section role="alert" className="panel flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
      {icon}
      {children}
    </section>
  )
}
