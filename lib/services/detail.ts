import { compareInstants, compareTexts } from '../rollouts/instants.ts'
import type { Pod } from '../rollouts/model.ts'
import { toPodView } from '../rollouts/replica-sets.ts'
import type { PodView } from '../rollouts/view.ts'
import { type Marked, marked } from './marks.ts'
import type { ServiceGraph } from './model.ts'
import { toServiceRow } from './row.ts'
import { scaleTargets } from './scale.ts'
import { tellingLabels } from './telling-labels.ts'
import { variantsOf } from './variants.ts'
import type { ServiceDetail, VariantView } from './view.ts'

/** Everything that is told of one Service; its `row` is the fleet's row, so the two can never disagree. */
export function toServiceDetail(graph: ServiceGraph): ServiceDetail {
  const { service } = graph
  const counted = variantsOf(graph)
  const drawn = marked(counted.variants, graph.rollouts)
  const labels = tellingLabels(drawn.map(({ variant }) => labelsOf(variant)))
  const variants = drawn.map((one, at) => toVariantView(one, labels[at] ?? {}))
  return {
    row: toServiceRow(service, variants, counted.countedBy),
    type: service.type,
    headless: service.headless,
    externalName: service.type === 'ExternalName' ? service.externalName : '',
    selector: service.selector,
    ports: service.ports,
    affinitySeconds: service.affinitySeconds,
    publishNotReady: service.publishNotReady,
    variants,
    targets: scaleTargets(graph, variants),
  }
}

/** A workload without pods is told apart by what its pods would bear. */
const labelsOf = ({ pods, replicaSet }: Marked['variant']) =>
  pods.length > 0 ? pods.map(({ meta }) => meta.labels) : replicaSet ? [replicaSet.meta.labels] : []

function toVariantView({ variant, hue, letter }: Marked, labels: VariantView['labels']): VariantView {
  const { origin, replicaSet, ready, endpoints, draining } = variant
  const pods = variant.pods.map(toPodView).sort(oldestFirst)
  return {
    key: origin?.key ?? 'unknown',
    hue,
    letter,
    maker: origin?.maker ?? null,
    revision: origin?.revision ?? null,
    images: replicaSet ? replicaSet.template.containers.map(({ image }) => image) : imagesOf(variant.pods),
    ready,
    hash: origin?.hash ?? '',
    color: replicaSet?.template.color ?? '',
    endpoints,
    draining,
    restarts: pods.reduce((sum, { restarts }) => sum + restarts, 0),
    labels,
    pods,
  }
}

const oldestFirst = (a: PodView, b: PodView) =>
  compareInstants(a.createdAt, b.createdAt) || compareTexts(a.name, b.name)

const imagesOf = (pods: readonly Pod[]): readonly string[] => [
  ...new Set(pods.flatMap(({ containers }) => containers.map(({ image }) => image))),
]
