import { clsx } from 'clsx'
import { clipped } from '@/components/ui/clipped.ts'
import { imageName, imageParts } from '@/lib/rollouts/image.ts'
import type { Version } from '@/lib/rollouts/view.ts'
import { versionLooks } from './version.ts'

interface ImageNameProps {
  readonly image: string
  /** Colours the tag by its version. */
  readonly version?: Version
}

/** More than any registry takes. */
const most = 300

const digestLetters = 12
const short = (digest: string) => digest.slice(0, digest.indexOf(':') + 1 + digestLetters)

/** An image with its tag first in weight; the tag wraps, it is never cut. The whole reference is on hover. */
export function ImageName({ image, version }: ImageNameProps) {
  const { tag, digest } = imageParts(image)
  return (
    <span className="wrap-anywhere min-w-0" title={image}>
      <span className="text-muted">{clipped(imageName(image), most)}</span>
      {(tag !== '' || digest !== '') && ' '}
      <span className={clsx('font-semibold', version && versionLooks[version].text)}>
        {clipped(tag, most)}
        {digest !== '' && <span className="mono font-medium">@{short(digest)}</span>}
      </span>
    </span>
  )
}
