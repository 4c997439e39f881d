import { latestInstant } from '../rollouts/instants.ts'
import type { Service } from '../rollouts/model.ts'
import type { Counts, Phase, PodView } from '../rollouts/view.ts'
import { splitOf } from './ab.ts'
import type { CountedBy, ServiceRow, VariantView } from './view.ts'

/** What the fleet knows of a Service; the same parts always give a deep-equal row. */
export const toServiceRow = (
  { meta }: Service,
  variants: readonly VariantView[],
  countedBy: CountedBy,
): ServiceRow => ({
  kind: 'Service',
  uid: meta.uid,
  namespace: meta.namespace,
  name: meta.name,
  labels: meta.labels,
  createdAt: meta.createdAt,
  phase: phaseOf(variants),
  message: '',
  strategy: 'A/B',
  seen: true,
  pause: null,
  stableImages: [...new Set(variants.flatMap(({ images }) => images))],
  nextImages: [],
  revision: 0,
  changedAt: latestInstant([meta.createdAt, ...podsOf(variants).flatMap(momentsOf)]),
  split: splitOf(variants),
  countedBy,
  counts: countsOf(variants),
  variants: variants.map(({ key, hue, letter, maker, revision, images, ready }) => ({
    key,
    hue,
    letter,
    maker,
    revision,
    images,
    ready,
  })),
  trouble: [...new Set(podsOf(variants).flatMap(troubleOf))],
})

function countsOf(variants: readonly VariantView[]): Counts {
  const ready = variants.reduce((sum, one) => sum + one.ready, 0)
  const all = variants.reduce((sum, one) => sum + one.endpoints, 0)
  return { desired: all, current: all, updated: all, ready, available: ready }
}

const podsOf = (variants: readonly VariantView[]) => variants.flatMap(({ pods }) => pods)

const momentsOf = ({ createdAt, deletedAt }: PodView) => [createdAt, deletedAt]

const troubleOf = ({ state, status }: PodView): readonly string[] => (state === 'failing' ? [status] : [])

/** Degraded: pods that fail; Progressing: pods on their way; Unknown: nobody behind it. */
function phaseOf(variants: readonly VariantView[]): Phase {
  const states = new Set(podsOf(variants).map(({ state }) => state))
  if (states.has('failing')) return 'Degraded'
  if (states.has('starting')) return 'Progressing'
  return variants.some(({ ready }) => ready > 0) ? 'Healthy' : 'Unknown'
}
