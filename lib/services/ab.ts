import type { Split } from './view.ts'

interface Behind {
  readonly key: string
  readonly maker: { readonly uid: string } | null
  readonly ready: number
}

/** How the answers of a Service are split, by who is ready behind it. An endpoint whose pod is not known, because it has just gone, tells of nobody else. */
export function splitOf(variants: readonly Behind[]): Split {
  const ready = variants.filter((variant) => variant.ready > 0)
  const known = ready.filter(({ maker }) => maker !== null)
  if (new Set(known.map(({ maker }) => maker?.uid)).size > 1) return 'workloads'
  if (known.length > 1) return 'revisions'
  return ready.length > 0 ? 'one' : 'none'
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
  return variants.find(({ ready, maker }) => ready > 0 && maker !== null)?.maker?.uid ?? null
}
