import {
  ArrowDownToLine,
  Check,
  CircleDashed,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
} from 'lucide-react'
import { clipped } from '@/components/ui/clipped.ts'
import { Countdown, TimeAgo } from '@/components/ui/time.tsx'
import type { ReplicaSetView } from '@/lib/rollouts/view.ts'
import { PodGrid } from './pod-grid.tsx'
import { RoleTag } from './role-tag.tsx'

interface Look {
  readonly icon: LucideIcon
  readonly word: string
  readonly text: string
}

const looks: Readonly<Record<ReplicaSetView['status'], Look>> = {
  Healthy: { icon: Check, word: 'Healthy', text: 'text-healthy' },
  Progressing: { icon: LoaderCircle, word: 'Progressing', text: 'text-progressing' },
  ReplicaFailure: { icon: OctagonAlert, word: 'Replica failure', text: 'text-degraded' },
  ScaledDown: { icon: CircleDashed, word: 'Scaled down', text: 'text-muted' },
}

interface ReplicaSetLineProps {
  readonly replicaSet: ReplicaSetView
  /** Says how many pods are ready, where nothing above says so. */
  readonly counted: boolean
}

/** A ReplicaSet with its pods. */
export function ReplicaSetLine({ replicaSet: rs, counted }: ReplicaSetLineProps) {
  const { icon: Icon, word, text } = looks[rs.status]
  const few = rs.pods.length <= inLine
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {few && <Pods replicaSet={rs} />}
        <span className="mono wrap-anywhere min-w-0">{rs.name}</span>
        {rs.template !== '' && <span className="text-muted">template {rs.template}</span>}
        <span className={`inline-flex items-center gap-1 font-medium text-xs ${text}`}>
          <Icon aria-hidden size={14} strokeWidth={2.5} />
          {word}
        </span>
        <Restarts pods={rs.pods} />
        <ScaleDown replicaSet={rs} />
        <span className="num ml-auto text-muted text-sm">
          {counted && `${readyWords(rs)} · `}
          <TimeAgo at={rs.createdAt} />
        </span>
      </div>
      {rs.failure !== '' && <p className="mono break-words text-degraded">{clipped(rs.failure)}</p>}
      {!few && <Pods replicaSet={rs} />}
    </div>
  )
}

/** So many pods stand before their ReplicaSet's name; more of them below it. */
const inLine = 8

function Pods({ replicaSet }: { readonly replicaSet: ReplicaSetView }) {
  const { pods, version, name, desired, replicas } = replicaSet
  if (pods.length === 0) {
    // What the ReplicaSet counts is there, although no pod could be listed.
    const words = replicas > 0 ? 'Pods not known' : 'No pods yet'
    return (desired > 0 || replicas > 0) && <span className="text-faint text-sm">{words}</span>
  }
  return <PodGrid pods={pods} version={version} label={`Pods of ${name}`} />
}

function Restarts({ pods }: Pick<ReplicaSetView, 'pods'>) {
  const restarts = pods.reduce((sum, pod) => sum + pod.restarts, 0)
  if (restarts === 0) return null
  return (
    <span className="num font-medium text-degraded text-xs">
      {restarts} {restarts === 1 ? 'restart' : 'restarts'}
    </span>
  )
}

function ScaleDown({ replicaSet: { scaleDownDeadline, replicas } }: { readonly replicaSet: ReplicaSetView }) {
  // The annotation outlives the scale-down; there is nothing left to count down to then.
  if (scaleDownDeadline === null || replicas === 0) return null
  return (
    <span className="inline-flex items-center gap-1 font-medium text-muted text-xs">
      <ArrowDownToLine aria-hidden size={14} />
      scaled down in <Countdown until={scaleDownDeadline} />
    </span>
  )
}

/** `2 of 3 ready`; `3 of 3 ready, 2 wanted` while pods are still going away. */
export function readyWords({ ready, replicas, desired }: ReplicaSetView): string {
  if (replicas === 0 && desired === 0) return 'no pods'
  const of = Math.max(replicas, desired)
  return replicas > desired ? `${ready} of ${of} ready, ${desired} wanted` : `${ready} of ${of} ready`
}

/** The roles of a ReplicaSet as tags. */
export function RoleTags({ replicaSet }: { readonly replicaSet: ReplicaSetView }) {
  return replicaSet.roles.map((role) => <RoleTag key={role} role={role} version={replicaSet.version} />)
}
