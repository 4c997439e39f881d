'use client'

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { SearchX, Sprout } from 'lucide-react'
import { clustersQuery } from '@/lib/query/clusters.ts'
import { knowsRollouts, lacksRollouts } from '@/lib/stream/health.ts'
import type { Health } from '@/lib/stream/protocol.ts'
import { NotInstalled, useInstallation } from '../rollouts/not-installed.tsx'
import { useCluster, useRoad } from '../shell/stream-provider.tsx'
import { useHealth } from '../shell/use-connection.ts'
import { useKubectl } from '../shell/use-kubectl.ts'
import { Button } from '../ui/button.tsx'
import { Command } from '../ui/command.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { loneClass, Notice } from '../ui/notice.tsx'
import { useLate } from '../ui/use-late.ts'
import { useMedia } from '../ui/use-media.ts'
import type { FleetState } from './fleet-state.ts'

const docs = 'https://raw.githubusercontent.com/argoproj/argo-rollouts/v1.10.1/docs/getting-started/basic'
const example = ['apply', '-f', `${docs}/rollout.yaml`, '-f', `${docs}/service.yaml`]

interface FleetNoticeProps {
  readonly state: Exclude<FleetState, 'rows'>
  readonly onClear: () => void
}

/** Why there is no list, and what helps. */
export function FleetNotice({ state, onClear }: FleetNoticeProps) {
  switch (state) {
    case 'connecting':
      return <Connecting />
    case 'forbidden':
      return <Forbidden />
    case 'absent':
      return <NotInstalled />
    case 'empty':
      return <Empty />
    case 'no-match':
      return (
        <div className="panel">
          <EmptyState
            icon={<SearchX size={22} />}
            title="Nothing in the fleet matches"
            action={<Button onClick={onClear}>Clear the filters</Button>}
          >
            The namespaces, the search, the kind and the state together leave nothing.
          </EmptyState>
        </div>
      )
  }
}

const patienceMs = 5_000

const Connecting = () => (useLate(patienceMs) ? <StillConnecting /> : <Placeholder />)

const lines = ['w-40', 'w-56', 'w-48', 'w-36', 'w-52']

const Placeholder = () => (
  <div role="status" className="panel p-5">
    <span className="sr-only">Connecting to the cluster</span>
    {lines.map((width) => (
      <div
        key={width}
        aria-hidden
        className="flex h-16 items-center gap-6 border-line border-t first-of-type:border-t-0"
      >
        <span className="h-6 w-24 rounded-full bg-sunken" />
        <span className={`h-4 rounded bg-sunken ${width}`} />
        <span className="hidden h-4 flex-1 rounded bg-sunken md:block" />
      </div>
    ))}
  </div>
)

function StillConnecting() {
  const cluster = useCluster()
  const health = useHealth()
  const { state } = useRoad()
  const kubectl = useKubectl()
  const server = useQuery(clustersQuery()).data?.clusters.find(({ name }) => name === cluster)?.server
  if (health === undefined && state !== 'live') {
    return (
      <Notice tone="warn" title="The Rollout Cockpit server does not answer">
        <p>It is asked again and again; nothing has to be reloaded. Is it still running on the terminal?</p>
      </Notice>
    )
  }
  return (
    <Notice
      tone="warn"
      title={`Still connecting to ${cluster}`}
      command={<Command line={kubectl(['get', '--raw', '/version'])} />}
    >
      <p>
        Waiting for the first list of Rollouts{server === undefined ? '' : ` from ${server}`}. It is asked
        again until it answers.
      </p>
      {health?.problem != null && <p className="mono text-ink">{health.problem}</p>}
    </Notice>
  )
}

const question = ['auth', 'can-i', 'list', 'rollouts.argoproj.io', '--all-namespaces']

function Forbidden() {
  const health = useHealth()
  const kubectl = useKubectl()
  const named = health?.namespaces ?? null
  return (
    <Notice
      tone="error"
      title="You may not list Rollouts here"
      command={<Command line={kubectl(question)} />}
    >
      <p className="text-ink">{health?.problem ?? 'The API server refuses to list rollouts.argoproj.io.'}</p>
      {named !== null && <p>Asked for: {named.join(', ')}.</p>}
      <p>
        If you may read some namespaces, start Rollout Cockpit with{' '}
        <code className="mono text-ink">--namespace a,b</code> to look at those alone.
      </p>
    </Notice>
  )
}

interface MissingKindsProps {
  /** No filter leaves anything out, and no row is a Rollout. */
  readonly noRollout: boolean
}

/** The list has no Rollouts, because the cluster does not know them or has none: said above it, with what would help. */
export function MissingKinds({ noRollout }: MissingKindsProps) {
  const health = useHealth()
  if (health?.state !== 'live') return null
  if (lacksRollouts(health)) return <Lacking />
  return noRollout && knowsRollouts(health) ? <NoneYet namespaces={health.namespaces} /> : null
}

const noteClass = 'panel mb-4 px-4 py-2.5 text-sm sm:px-5'

const Lacking = () => (
  <details className={noteClass}>
    <summary className="cursor-default">
      <strong className="font-semibold">Argo Rollouts is not installed in this cluster</strong>, so these are
      its Deployments.
    </summary>
    <div className="mt-2 text-muted">
      As soon as the API server knows <code className="mono">rollouts.argoproj.io</code>, Rollouts appear
      here. To install Argo Rollouts 1.10:
      <Command line={useInstallation()} />
    </div>
  </details>
)

function NoneYet({ namespaces }: Pick<Health, 'namespaces'>) {
  // On a phone the command is longer than what it stands above.
  const kubectl = useKubectl()
  const wide = useMedia('(min-width: 640px)')
  return (
    <details open={wide} className={noteClass}>
      <summary className="cursor-default">
        <strong className="font-semibold">{`No Rollouts ${placeWords(namespaces)}`}</strong>. The first one
        appears here by itself.
      </summary>
      <div className="mt-2 text-muted">
        {exampleWords}
        <Command line={kubectl(example)} />
      </div>
    </details>
  )
}

const exampleWords = 'To create one, the example of the Argo Rollouts documentation:'

const placeWords = (namespaces: Health['namespaces']) =>
  namespaces === null ? 'yet' : `in ${namespaces.join(', ')}`

function Empty() {
  const health = useHealth()
  const kubectl = useKubectl()
  if (health !== undefined && lacksRollouts(health)) return <NotInstalled />
  return (
    <div className={clsx('panel', loneClass)}>
      <EmptyState
        icon={<Sprout size={22} />}
        title={`There are no Rollouts and no Deployments ${placeWords(health?.namespaces ?? null)}`}
      >
        The first one appears here by itself. {exampleWords}
        <div className="text-left">
          <Command line={kubectl(example)} />
        </div>
      </EmptyState>
    </div>
  )
}
