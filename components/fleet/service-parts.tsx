import { clsx } from 'clsx'
import { imageName, imageTag } from '@/lib/rollouts/image.ts'
import type { ServiceRow } from '@/lib/services/view.ts'
import { hueLooks } from '../rollouts/hue.ts'
import { RowHint } from './row-link.tsx'

/** Who answers behind a Service, as a small bar of its variants. */
export function VariantsMini({ row: { variants, counts } }: { readonly row: ServiceRow }) {
  const parts = variants.filter(({ ready }) => ready > 0)
  if (parts.length === 0) return <span className="text-faint">nobody</span>
  return (
    <span aria-hidden className="flex h-2 w-16 gap-px overflow-hidden rounded bg-sunken xl:w-24">
      {parts.map(({ key, hue, ready }) => (
        <span
          key={key}
          className={clsx('min-w-0.5 transition-[width] duration-300', hueLooks[hue].solid)}
          style={{ width: `${(ready / counts.ready) * 100}%` }}
        />
      ))}
    </span>
  )
}

/** So many variants are named; the rest is counted. */
const most = 2

/** The images behind a Service, each in its variant's hue. */
export function VariantImages({ row, href }: { readonly row: ServiceRow; readonly href: string }) {
  const shown = row.variants.slice(0, most)
  const names = [...new Set(row.stableImages.map(imageName))]
  const whole = row.variants
    .map(({ letter, images }) => `${letter} ${images.join(', ') || 'unknown image'}`.trim())
    .join('\n')
  return (
    <span className="relative block min-w-0">
      <span className="block truncate text-muted text-sm">{names.join(', ') || 'unknown image'}</span>
      <span className="wrap-anywhere block font-semibold">
        {shown.map(({ key, hue, images }, at) => (
          <span key={key}>
            {at > 0 && <span className="mx-1 font-medium text-faint">and</span>}
            <span className={hueLooks[hue].text}>{images[0] === undefined ? '?' : imageTag(images[0])}</span>
          </span>
        ))}
        {row.variants.length > most && (
          <span className="ml-1.5 font-medium text-muted text-sm">+{row.variants.length - most}</span>
        )}
      </span>
      <RowHint href={href} title={whole} />
    </span>
  )
}
