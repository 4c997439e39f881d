import { clsx } from 'clsx'
import { ImageName } from '@/components/rollouts/image-name.tsx'
import { AppColor } from '@/components/rollouts/swatch.tsx'
import { versionLooks } from '@/components/rollouts/version.ts'
import { Countdown } from '@/components/ui/time.tsx'
import type { LaneView, ReplicaSetView, Role } from '@/lib/rollouts/view.ts'
import { PodGrid } from '../revisions/pod-grid.tsx'
import { readyWords } from '../revisions/replica-set-line.tsx'
import { RoleTag } from '../revisions/role-tag.tsx'

interface LaneEndProps {
  readonly replicaSet: ReplicaSetView
  /** The Services whose selector points here. */
  readonly lanes: readonly LaneView[]
}

function ArrowHead({ color }: { readonly color: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 14 20"
      className="-left-3.5 -translate-y-1/2 absolute top-1/2 h-5 w-3.5 max-md:hidden"
    >
      <path d="M2 2 L12 10 L2 18" fill="none" stroke={color} strokeWidth="3" strokeLinejoin="round" />
    </svg>
  )
}

/** Where roads end: a version with its pods, and how long it is kept when none leads there any more. */
export function LaneEnd({ replicaSet: rs, lanes }: LaneEndProps) {
  const counting = rs.scaleDownDeadline !== null && rs.replicas > 0
  return (
    <li className="relative md:py-2">
      {lanes.length > 0 && <ArrowHead color={versionLooks[rs.version].color} />}
      <div
        className={clsx(
          'grid h-full content-center gap-x-6 gap-y-1 rounded-panel border-[1.5px] px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5',
          versionLooks[rs.version].border,
          rs.version !== 'stable' && 'border-dashed',
        )}
      >
        <p className="min-w-0 font-semibold text-lg tracking-tight lg:text-xl">
          {rs.images.slice(0, 3).map((image) => (
            <span key={image} className="mr-3">
              <ImageName image={image} version={rs.version} />
            </span>
          ))}
          {rs.images.length > 3 && (
            <span className="mr-3 text-muted text-sm">and {rs.images.length - 3} more</span>
          )}
          <span className="text-base">
            <AppColor color={rs.color} />
          </span>
        </p>
        <p className="num text-muted sm:text-right lg:text-lg">{readyWords(rs)}</p>
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-muted">
          <span className="num">Revision {rs.revision}</span>
          {rolesOf(rs, lanes).map((role) => (
            <RoleTag key={role} role={role} version={rs.version} />
          ))}
          <span className="mono text-faint">{rs.hash}</span>
          {counting && (
            <span className="num basis-full text-ink">
              Kept for another <Countdown until={rs.scaleDownDeadline} />, then scaled down
            </span>
          )}
        </div>
        <div className="sm:justify-self-end">
          {rs.pods.length === 0 ? (
            <span className="text-faint">{withoutPods(rs, lanes.length > 0)}</span>
          ) : (
            <PodGrid
              pods={rs.pods}
              version={rs.version}
              label={`Pods of revision ${rs.revision}`}
              limit={12}
            />
          )}
        </div>
      </div>
    </li>
  )
}

// Where no Service leads, what tells why it is there is its own part: users go back to the stable one.
const rolesOf = ({ roles }: ReplicaSetView, lanes: readonly LaneView[]): readonly Role[] =>
  lanes.length === 0 ? roles : lanes.map(({ role }) => role)

// What stands where the pods would: that there are none, the line above says.
function withoutPods({ replicas, desired }: ReplicaSetView, reached: boolean): string {
  // What the ReplicaSet counts is there, although no pod could be listed.
  if (replicas > 0) return 'pods not known'
  if (desired > 0) return 'no pods yet'
  return reached ? 'nobody answers here' : ''
}
