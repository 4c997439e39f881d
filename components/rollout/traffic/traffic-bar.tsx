import { ShareBar, UnknownBar } from '@/components/page/share-bar.tsx'
import { versionNames } from '@/lib/rollouts/image.ts'
import type { Share } from '@/lib/rollouts/traffic.ts'
import type { RolloutRow, TrafficView } from '@/lib/rollouts/view.ts'
import { isOff } from './shares.ts'

interface TrafficBarProps {
  readonly row: RolloutRow
  readonly traffic: TrafficView
  readonly share: Share
  /** The part of the whole that the plan wants for the new version, 0 to 1. */
  readonly wanted: number
}

/** Who is served which version, and where the plan wants the border. */
export function TrafficBar({ row, traffic, share, wanted }: TrafficBarProps) {
  const names = versionNames(row.stableImages, row.nextImages)
  const { counted } = traffic
  if (share.next === null)
    return traffic.routers.length > 0 ? (
      <UnknownBar
        headline="Unknown."
        words="The controller has not recorded what the traffic router serves."
      />
    ) : (
      <UnknownBar headline="No pod is ready." words="Nobody is served." />
    )
  return (
    <ShareBar
      share={share.next}
      stable={{
        words: `${names.stable ?? 'unknown image'} · stable`,
        pods: row.fullyPromoted ? counted.next + counted.stable : counted.stable,
      }}
      next={{ words: `${names.next ?? 'unknown image'} · canary`, pods: counted.next }}
      wanted={isOff(share, wanted) ? wanted : null}
    />
  )
}
