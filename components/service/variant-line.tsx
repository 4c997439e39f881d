import Link from 'next/link'
import type { ReactNode } from 'react'
import { PodGrid } from '@/components/rollout/revisions/pod-grid.tsx'
import { ImageName } from '@/components/rollouts/image-name.tsx'
import { AppColor } from '@/components/rollouts/swatch.tsx'
import { deploymentPath, rolloutPath } from '@/lib/paths.ts'
import { spokenPercent } from '@/lib/rollouts/words.ts'
import type { VariantView } from '@/lib/services/view.ts'
import { Mark, markWords } from './mark.tsx'

interface VariantLineProps {
  readonly cluster: string
  readonly namespace: string
  readonly variant: VariantView
  /** Ready endpoints of all variants. */
  readonly all: number
}

/** One variant: whose pods, which images, how many of them answer, and what tells it from the others. */
export function VariantLine({ cluster, namespace, variant, all }: VariantLineProps) {
  const { ready, endpoints, draining, restarts, pods } = variant
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-2 py-3.5 last:pb-0 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,auto)] lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(9rem,auto)]">
      <div className="min-w-0">
        <p className="flex min-w-0 items-baseline gap-2.5">
          <Mark hue={variant.hue} letter={variant.letter} />
          <span className="wrap-anywhere min-w-0 font-semibold text-lg tracking-tight">
            <WorkloadLink cluster={cluster} namespace={namespace} variant={variant} />
          </span>
        </p>
        <p className="num mt-0.5 text-muted text-sm">{origin(variant)}</p>
      </div>
      <div className="min-w-0 text-base max-md:col-span-full">
        {variant.images.length === 0 && <span className="text-faint">image not known</span>}
        {variant.images.map((image) => (
          <span key={image} className="block">
            <ImageName image={image} />
          </span>
        ))}
        <AppColor color={variant.color} />
      </div>
      <dl className="num min-w-0 text-sm max-md:col-span-full max-lg:md:col-start-1 lg:col-start-3">
        {Object.entries(variant.labels).map(([key, value]) => (
          <div key={key} className="mono wrap-anywhere text-muted">
            <dt className="inline">{key}</dt>
            <span aria-hidden>=</span>
            <dd className="inline font-medium text-ink">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="num text-right max-md:col-start-2 max-md:row-start-1 md:col-start-3 md:row-start-1 lg:col-start-4">
        <p className="font-semibold text-lg">{all === 0 ? 'no share' : spokenPercent(ready / all)}</p>
        <p className="text-muted text-sm">
          {ready} of {endpoints} {endpoints === 1 ? 'endpoint' : 'endpoints'} ready
        </p>
        {draining > 0 && <p className="text-muted text-sm">{draining} on the way out</p>}
        {restarts > 0 && (
          <p className="font-medium text-degraded text-sm">
            {restarts} {restarts === 1 ? 'restart' : 'restarts'}
          </p>
        )}
      </div>
      <div className="col-span-full">
        {pods.length === 0 ? (
          <NoPods>{variant.maker === null ? 'Pods not known.' : 'No pods now.'}</NoPods>
        ) : (
          <PodGrid
            pods={pods}
            version={variant.hue}
            label={`Pods of ${markWords(variant) || 'this variant'}`}
            limit={40}
          />
        )}
      </div>
    </li>
  )
}

const NoPods = ({ children }: { readonly children: ReactNode }) => (
  <p className="text-faint text-sm">{children}</p>
)

const linkClass =
  'underline decoration-line-strong underline-offset-4 hover:decoration-current focus-visible:decoration-current'

function WorkloadLink({ cluster, namespace, variant: { maker } }: Omit<VariantLineProps, 'all'>) {
  if (maker === null) return 'Addresses without a pod'
  const ref = { cluster, namespace, name: maker.name }
  const paths: Readonly<Record<string, (of: typeof ref) => string>> = {
    Rollout: rolloutPath,
    Deployment: deploymentPath,
  }
  const path = Object.hasOwn(paths, maker.kind) ? paths[maker.kind] : undefined
  if (path === undefined) return maker.name
  return (
    <Link href={path(ref)} className={linkClass}>
      {maker.name}
    </Link>
  )
}

function origin({ maker, revision, hash }: VariantView): string {
  if (maker === null) return 'No pod in view stands behind them'
  return [maker.kind, revision === null ? hash : `revision\u00a0${revision}`].filter(Boolean).join(' · ')
}
