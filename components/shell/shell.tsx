'use client'

import { type ReactNode, Suspense } from 'react'
import { DemoGate } from '../demo/demo-gate.tsx'
import { ClockHold } from './clock-hold.tsx'
import { ClusterGate } from './cluster-gate.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { KeyHelp } from './key-help.tsx'
import { StreamProvider } from './stream-provider.tsx'
import { TopBar } from './top-bar.tsx'

interface ShellProps {
  readonly cluster: string
  /** Whether the cluster is the simulated one. */
  readonly demo: boolean
  readonly children: ReactNode
}

/** The bar, the banner and the stream around every page of one cluster. */
export function Shell({ cluster, demo, children }: ShellProps) {
  const page = (
    <ClusterGate>
      <ConnectionBanner />
      <ClockHold />
      <Suspense>{children}</Suspense>
    </ClusterGate>
  )
  return (
    <StreamProvider cluster={cluster}>
      <a
        href="#main"
        className="sr-only rounded-control bg-ink px-4 py-2 font-semibold text-surface focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to the page
      </a>
      <TopBar />
      {demo ? <DemoGate>{page}</DemoGate> : page}
      <KeyHelp />
    </StreamProvider>
  )
}
