import { ArrowRight } from 'lucide-react'
import { toldImages } from '@/components/rollouts/told-images.ts'
import { versionLooks } from '@/components/rollouts/version.ts'
import { clipped } from '@/components/ui/clipped.ts'
import type { CommonRow } from '@/lib/rollouts/common-row.ts'

/** More than any registry takes. */
const most = 300

/** The image all users have and the one coming, with the containers beyond it only counted. */
export function ImageChange({ row }: { readonly row: Pick<CommonRow, 'stableImages' | 'nextImages'> }) {
  const told = toldImages(row)
  if (told === null) return <span className="text-faint">no image known</span>
  const { name, from, to, more, whole } = told
  const coming = row.nextImages.length > 0
  return (
    <span className="wrap-anywhere min-w-0" title={whole}>
      {name !== '' && `${clipped(name, most)} `}
      {from !== null && (
        <>
          <b className={`font-semibold ${versionLooks.stable.text}`}>{clipped(from, most)}</b>
          <ArrowRight aria-label="to" size={14} className="mx-1.5 inline-block align-[-2px]" />
        </>
      )}
      <b className={`font-semibold ${versionLooks[coming ? 'next' : 'stable'].text}`}>{clipped(to, most)}</b>
      {more > 0 && <span className="text-faint"> and {more} more</span>}
    </span>
  )
}
