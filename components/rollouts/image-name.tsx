import { clsx } from 'clsx'
import type { Version } from '@/lib/rollouts/view.ts'
import { imageParts } from './image-parts.ts'
import { versionLooks } from './version.ts'

interface ImageNameProps {
  readonly image: string
  /** Colours the tag by its version. */
  readonly version?: Version
  /** Shows the repository's path too. */
  readonly full?: boolean
}

/** An image with its tag first in weight; the tag wraps, it is never cut. The whole reference is on hover. */
export function ImageName({ image, version, full = false }: ImageNameProps) {
  const { path, name, tag, digest } = imageParts(image)
  return (
    <span className="num min-w-0 break-words" title={image}>
      {full && path !== '' && <span className="break-all text-faint">{path}/</span>}
      <span className="text-muted">{name}</span>{' '}
      <span className={clsx('wrap-anywhere font-semibold', version && versionLooks[version].text)}>
        {tag ?? (digest === null ? 'latest' : '')}
        {digest !== null && <span className="mono font-medium">@{digest}</span>}
      </span>
    </span>
  )
}
