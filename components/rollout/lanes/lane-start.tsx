import { FlaskConical, type LucideIcon, Users, Waypoints } from 'lucide-react'
import Link from 'next/link'
import { servicePath } from '@/lib/paths.ts'
import { hashLabel } from '@/lib/rollouts/revision.ts'
import type { LaneView } from '@/lib/rollouts/view.ts'
import { RoleTag } from '../revisions/role-tag.tsx'

interface LaneStartProps {
  readonly cluster: string
  readonly namespace: string
  readonly lane: LaneView
}

interface Traveller {
  readonly icon: LucideIcon
  readonly word: string
}

const service: Traveller = { icon: Waypoints, word: 'traffic' }

const travellers: Readonly<Record<LaneView['role'], Traveller>> = {
  active: { icon: Users, word: 'users' },
  preview: { icon: FlaskConical, word: 'testers' },
  stable: service,
  canary: service,
  ping: service,
  pong: service,
}

/** Where a road begins: who travels it, and the Service they go through. */
export function LaneStart({ cluster, namespace, lane }: LaneStartProps) {
  const { icon: Icon, word } = travellers[lane.role]
  return (
    <li className="flex items-center gap-3 md:py-2">
      <span className="flex w-14 shrink-0 flex-col items-center gap-1">
        <span aria-hidden className="grid size-11 place-items-center rounded-full bg-sunken text-muted">
          <Icon size={20} />
        </span>
        <span className="text-muted text-xs">{word}</span>
      </span>
      <span className="min-w-0 flex-1 space-y-0.5">
        <RoleTag role={lane.role} version={lane.version} />
        <span className="mono block break-all lg:text-lg">svc/{lane.service}</span>
        <span className="num block text-muted text-sm lg:text-base">{destination(lane)}</span>
        {lane.found === true && <Selector selector={lane.selector} />}
        {lane.found === true && (
          <Link
            href={servicePath({ cluster, namespace, name: lane.service })}
            className="inline-block rounded text-muted text-sm underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-current"
          >
            Open in the inspector<span className="sr-only">: Service {lane.service}</span>
          </Link>
        )}
      </span>
    </li>
  )
}

/** In two lines at most that make no lane wider, and in full on hover: the hash alone, as it stands at the road's end, then the labels. */
function Selector({ selector }: Pick<LaneView, 'selector'>) {
  const { [hashLabel]: hash, ...labels } = selector
  const words = [...(hash === undefined ? [] : [hash]), ...pairs(labels)].join(', ')
  return (
    <span
      className="mono line-clamp-2 wrap-anywhere w-0 min-w-full text-faint"
      title={pairs(selector).join('\n')}
    >
      {words === '' ? 'no selector' : `selects ${words}`}
    </span>
  )
}

const pairs = (labels: LaneView['selector']) =>
  Object.entries(labels).map(([key, value]) => `${key}=${value}`)

function destination({ found, replicaSet, revision, role, selector }: LaneView): string {
  if (found === false) return 'This Service does not exist: create it'
  const to = `to revision ${revision ?? 'unknown'}`
  if (found === null) return replicaSet === null ? 'Not known: needs list on services' : `${to}, as recorded`
  if (replicaSet !== null) return to
  if (selector[hashLabel] !== undefined) return 'to no revision: no ReplicaSet has its hash'
  return role === 'active'
    ? 'no revision yet: it selects every pod with its labels'
    : 'no revision: its selector names none'
}
