import type { Split } from './view.ts'

interface Behind {
  readonly key: string
  readonly maker: { readonly uid: string } | null
  readonly ready: number
}

/** How the answers of a Service are split, by who is ready behind it. */
export function splitOf(variants: readonly Behind[]): Split {
  const ready = variants.filter((variant) => variant.ready > 0)
  const makers = new Set(ready.map(({ maker, key }) => maker?.uid ?? key))
  if (makers.size > 1) return 'workloads'
  return ready.length > 1 ? 'revisions' : ready.length === 1 ? 'one' : 'none'
}

/** Whether the fleet tells of a Service: ready pods of two or more workloads or revisions stand behind it. */
export function inFleet(variants: readonly Behind[]): boolean {
  const split = splitOf(variants)
  return split === 'workloads' || split === 'revisions'
}

/** The uid of the one workload whose revisions share a Service; null where there are several workloads, or one revision (docs/decisions/0011). */
export function sharedBy({
  split,
  variants,
}: {
  readonly split: Split
  readonly variants: readonly Behind[]
}): string | null {
  if (split !== 'revisions') return null
  return variants.find(({ ready }) => ready > 0)?.maker?.uid ?? null
}
