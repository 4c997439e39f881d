import type { Split } from './view.ts'

interface Behind {
  readonly key: string
  readonly maker: { readonly uid: string; readonly kind: string } | null
  readonly ready: number
}

const revised = ['Rollout', 'Deployment']

/** How the answers of a Service are split, by who is ready behind it. */
export function splitOf(variants: readonly Behind[]): Split {
  const ready = variants.filter((variant) => variant.ready > 0)
  const makers = new Set(ready.map(({ maker, key }) => maker?.uid ?? key))
  if (makers.size > 1) return 'workloads'
  return ready.length > 1 ? 'revisions' : ready.length === 1 ? 'one' : 'none'
}

/** Whether the fleet tells of a Service: what a single Rollout or Deployment does behind it, that one's own row tells (docs/decisions/0011). */
export function inFleet(variants: readonly Behind[]): boolean {
  const split = splitOf(variants)
  if (split === 'workloads') return true
  return (
    split === 'revisions' &&
    variants.some(({ ready, maker }) => ready > 0 && !revised.includes(maker?.kind ?? ''))
  )
}
