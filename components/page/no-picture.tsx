'use client'

import { NotInstalled } from '@/components/rollouts/not-installed.tsx'
import { useKubeconfig } from '@/components/shell/use-clusters.ts'
import { useHealth } from '@/components/shell/use-connection.ts'
import { Command } from '@/components/ui/command.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { kubectlLine } from '@/lib/rollouts/command-line.ts'
import { lacksRollouts } from '@/lib/stream/health.ts'
import { Connecting } from './connecting.tsx'
import type { KindOfPage } from './kind-of-page.ts'
import { NotFound } from './not-found.tsx'

interface NoPictureProps {
  readonly kind: KindOfPage
  readonly at: RolloutRef
  /** The server says that it is not there. */
  readonly missing: boolean
  /** Why the server cannot see its namespace; null where it can, or does not know yet. */
  readonly problem: string | null
}

/** Why there is nothing to show yet, or at all. */
export function NoPicture(props: NoPictureProps) {
  return (
    <>
      <h1 className="sr-only">{props.at.name}</h1>
      <Why {...props} />
    </>
  )
}

function Why({ kind, at, missing, problem }: NoPictureProps) {
  const health = useHealth()
  const needsArgo = kind.resource === 'rollouts'
  if (needsArgo && problem === null && health !== undefined && lacksRollouts(health)) return <NotInstalled />
  switch (health?.state) {
    case 'absent':
      return needsArgo ? <NotInstalled /> : <Unseen kind={kind} at={at} problem={null} />
    case 'live':
    case 'forbidden':
      if (problem !== null) return <Unseen kind={kind} at={at} problem={problem} />
      if (!missing) return <Connecting kind={kind} at={at} problem={null} />
      return health.state === 'live' ? (
        <NotFound kind={kind} at={at} namespaces={health.namespaces} />
      ) : (
        <Unseen kind={kind} at={at} problem={health.problem} />
      )
    case 'connecting':
    case 'stale':
    case undefined:
      return <Connecting kind={kind} at={at} problem={health?.problem ?? null} />
  }
}

const question = ['auth', 'can-i', 'list']

function Unseen({ kind, at, problem }: Omit<NoPictureProps, 'missing'>) {
  const files = useKubeconfig()
  return (
    <Notice
      tone="error"
      title={`Namespace ${at.namespace} cannot be seen`}
      command={
        <Command line={kubectlLine(at.cluster, files, [...question, kind.qualified, '-n', at.namespace])} />
      }
    >
      <p className="text-ink">
        {problem ?? `Needs get, list and watch on ${kind.resource} in group ${kind.group}.`}
      </p>
      <p>The page opens by itself once that has changed.</p>
    </Notice>
  )
}
