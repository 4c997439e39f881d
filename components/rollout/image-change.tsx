import { ArrowRight } from 'lucide-react'
import { ImageName } from '@/components/rollouts/image-name.tsx'
import { versionLooks } from '@/components/rollouts/version.ts'
import { imageName, versionNames } from '@/lib/rollouts/image.ts'

interface ImageChangeProps {
  readonly from: readonly string[]
  /** Empty when nothing is under way. */
  readonly to: readonly string[]
}

/** The image all users have and the one coming, with the containers that stay as they are only counted. */
export function ImageChange({ from, to }: ImageChangeProps) {
  const [first, ...rest] = to.length > 0 ? to.toSorted((a, b) => stays(a, from) - stays(b, from)) : from
  if (first === undefined) return <span className="text-faint">no image known</span>
  const names = versionNames(from, to)
  const more = rest.length > 0 && (
    <span className="text-faint" title={rest.join('\n')}>
      {' '}
      and {rest.length} more
    </span>
  )
  if (to.length === 0 || names.stable === null) {
    return (
      <span className="min-w-0">
        <ImageName image={first} version={to.length === 0 ? 'stable' : 'next'} />
        {more}
      </span>
    )
  }
  return (
    <span className="num min-w-0 break-words" title={`${from.join(', ')} → ${to.join(', ')}`}>
      {imageName(first)} <b className={`font-semibold ${versionLooks.stable.text}`}>{names.stable}</b>
      <ArrowRight aria-label="to" size={14} className="mx-1.5 inline-block align-[-2px]" />
      <b className={`font-semibold ${versionLooks.next.text}`}>{names.next}</b>
      {more}
    </span>
  )
}

const stays = (image: string, from: readonly string[]) => (from.includes(image) ? 1 : 0)
