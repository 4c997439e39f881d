import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell.tsx'
import { getEnv } from '@/lib/env.ts'
import { fromSegment } from '@/lib/paths.ts'

interface ClusterLayoutProps {
  readonly params: Promise<{ readonly cluster: string }>
  readonly children: ReactNode
}

/** All pages of one cluster: the bar, the banner, the stream. */
export default async function ClusterLayout({ params, children }: ClusterLayoutProps) {
  const cluster = fromSegment((await params).cluster)
  return (
    <Shell key={cluster} cluster={cluster} demo={getEnv().demo}>
      {children}
    </Shell>
  )
}
