'use client'

import { NotInstalled } from '@/components/rollouts/not-installed.tsx'
import { useHealth } from '@/components/shell/use-connection.ts'
import { Notice } from '@/components/ui/notice.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { kubectlLine } from '@/lib/rollouts/command-line.ts'
import { Connecting } from './connecting.tsx'
import { NotFound } from './not-found.tsx'

interface NoPictureProps {
  readonly rollout: RolloutRef
  /** The server says that it is not there. */
  readonly missing: boolean
  /** Why the server cannot see its namespace; null where it can, or does not know yet. */
  readonly problem: string | null
}

/** Why there is nothing to show yet, or at all. */
export function NoPicture(props: NoPictureProps) {
  return (
    <>
      <h1 className="sr-only">{props.rollout.name}</h1>
      <Why {...props} />
    </>
  )
}

function Why({ rollout, missing, problem }: NoPictureProps) {
  const health = useHealth()
  switch (health?.state) {
    case 'absent':
      return <NotInstalled />
    case 'live':
    case 'forbidden':
      if (problem !== null) return <Unseen rollout={rollout} problem={problem} />
      if (!missing) return <Connecting rollout={rollout} problem={null} />
      return health.state === 'live' ? (
        <NotFound rollout={rollout} namespaces={health.namespaces} />
      ) : (
        <Unseen rollout={rollout} problem={health.problem} />
      )
    case 'connecting':
    case 'stale':
    case undefined:
      return <Connecting rollout={rollout} problem={health?.problem ?? null} />
  }
}

const question = ['auth', 'can-i', 'list', 'rollouts.argoproj.io']

function Unseen({ rollout, problem }: Pick<NoPictureProps, 'rollout' | 'problem'>) {
  return (
    <Notice
      tone="error"
      title={`Namespace ${rollout.namespace} cannot be seen`}
      command={kubectlLine(rollout.cluster, [...question, '-n', rollout.namespace])}
    >
      <p className="text-ink">{problem ?? 'Needs get, list and watch on rollouts in group argoproj.io.'}</p>
      <p>The page opens by itself once that has changed.</p>
    </Notice>
  )
}
