'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { fleetPath } from '@/lib/paths.ts'
import { asFailure } from '@/lib/query/client.ts'
import { clustersQuery } from '@/lib/query/clusters.ts'
import { contextsLine } from '@/lib/rollouts/command-line.ts'
import { Button } from '../ui/button.tsx'
import { Command } from '../ui/command.tsx'
import { Notice } from '../ui/notice.tsx'
import { useSession } from './session.ts'

/** Goes on to the current cluster's fleet as soon as the server has named it. */
export function ClusterRedirect() {
  const router = useRouter()
  const open = useSession().state === 'open'
  const { data, error, failureCount, refetch } = useQuery({ ...clustersQuery(), enabled: open })
  const target = data?.clusters.find(({ current }) => current) ?? data?.clusters[0]
  const path = target === undefined ? null : fleetPath(target.name)

  useEffect(() => {
    if (path !== null) router.replace(path)
  }, [path, router])

  if (error !== null) {
    return (
      <Middle>
        <Notice
          tone="error"
          title="The server could not be asked"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {asFailure(error).message}
        </Notice>
      </Middle>
    )
  }
  if (data !== undefined && target === undefined) {
    return (
      <Middle>
        <Notice
          tone="warn"
          title="The kubeconfig names no cluster"
          command={<Command line={contextsLine(data.kubeconfig)} />}
        >
          Start Rollout Cockpit with <code className="mono">--kubeconfig</code> and a file that has a context.
        </Notice>
      </Middle>
    )
  }
  return (
    <Middle>
      <p role="status" className="text-center text-muted">
        {failureCount > 1 ? 'The Rollout Cockpit server does not answer. Trying again.' : 'Opening the fleet'}
      </p>
    </Middle>
  )
}

const Middle = ({ children }: { readonly children: ReactNode }) => (
  <main className="grid min-h-dvh place-items-center p-4">
    <div className="w-full">{children}</div>
  </main>
)
