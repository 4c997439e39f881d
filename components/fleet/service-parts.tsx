import { clsx } from 'clsx'
import { imageName, imageTag } from '@/lib/rollouts/image.ts'
import { spokenPercent } from '@/lib/rollouts/words.ts'
import type { ServiceRow, VariantShare } from '@/lib/services/view.ts'
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

/** Who answers as a bar, and how many of them are of the new version where there is one: beside the share that the workload's own row tells. */
export function SharesMini({ row }: { readonly row: ServiceRow }) {
  const { variants, counts } = row
  const next = variants.filter(({ hue, ready }) => hue === 'next' && ready > 0)
  const ready = next.reduce((sum, one) => sum + one.ready, 0)
  return (
    <span className="flex items-center gap-2">
      <VariantsMini row={row} />
      {ready > 0 && <span className="num w-12 whitespace-nowrap">{spokenPercent(ready / counts.ready)}</span>}
    </span>
  )
}

/** So many variants are named; the rest is counted. */
const most = 2

/** The images behind a Service, each in its variant's hue. */
export function VariantImages({ row, href }: { readonly row: ServiceRow; readonly href: string }) {
  const names = [...new Set(row.stableImages.map(imageName))]
  return (
    <span className="relative block min-w-0">
      <span className="block truncate text-muted text-sm">{names.join(', ') || 'unknown image'}</span>
      <span className="wrap-anywhere block font-semibold">
        <VariantTags variants={row.variants} />
      </span>
      <RowHint href={href} title={wholeImages(row.variants)} />
    </span>
  )
}

/** The tags alone, of those that answer, in one line. */
export function AnsweringTags({ row, href }: { readonly row: ServiceRow; readonly href: string }) {
  const answering = row.variants.filter(({ ready }) => ready > 0)
  return (
    <span className="relative block truncate">
      <VariantTags variants={answering} />
      <RowHint href={href} title={wholeImages(answering)} />
    </span>
  )
}

const wholeImages = (variants: readonly VariantShare[]) =>
  variants.map(({ letter, images }) => `${letter} ${images.join(', ') || 'unknown image'}`.trim()).join('\n')

const VariantTags = ({ variants }: { readonly variants: readonly VariantShare[] }) => (
  <>
    {variants.slice(0, most).map(({ key, hue, images }, at) => (
      <span key={key}>
        {at > 0 && <span className="mx-1 font-medium text-faint">and</span>}
        <span className={hueLooks[hue].text}>{images[0] === undefined ? '?' : imageTag(images[0])}</span>
      </span>
    ))}
    {variants.length > most && (
      <span className="ml-1.5 font-medium text-muted text-sm">+{variants.length - most}</span>
    )}
  </>
)
