'use client'

import { NotInstalled } from '@/components/rollouts/not-installed.tsx'
import { useHealth } from '@/components/shell/use-connection.ts'
import { Notice } from '@/components/ui/notice.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { Connecting } from './connecting.tsx'
import { NotFound } from './not-found.tsx'

interface NoPictureProps {
  readonly rollout: RolloutRef
  /** The server says that it is not there. */
  readonly missing: boolean
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

function Why({ rollout, missing }: NoPictureProps) {
  const health = useHealth()
  switch (health?.state) {
    case 'forbidden':
      return (
        <Notice
          tone="error"
          title="Not allowed to see Rollouts here"
          command={`kubectl auth can-i list rollouts.argoproj.io -n ${rollout.namespace}`}
        >
          <p className="text-ink">
            {health.problem ?? 'Needs get, list and watch on rollouts in group argoproj.io.'}
          </p>
          <p>
            If you may read this namespace, start Rollout Cockpit with{' '}
            <code className="mono text-ink">--namespace {rollout.namespace}</code>.
          </p>
        </Notice>
      )
    case 'absent':
      return <NotInstalled />
    case 'live':
      return missing ? (
        <NotFound rollout={rollout} namespaces={health.namespaces} />
      ) : (
        <Connecting rollout={rollout} problem={null} />
      )
    case 'connecting':
    case 'stale':
    case undefined:
      return <Connecting rollout={rollout} problem={health?.problem ?? null} />
  }
}
