import type { Instant } from '../rollouts/model.ts'
import type { Patch, PatchOperation } from '../rollouts/patch.ts'
import type { Deployment } from '../rollouts/workload-model.ts'
import { hashLabel, restartedAtAnnotation } from './revision.ts'
import type { DeploymentOrder } from './view.ts'

type Fields = Readonly<Record<string, unknown>>

const strategic = (spec: Fields): Patch => ({ type: 'strategic', subresource: null, body: { spec } })

/**
 * The patch that kubectl sends for this order; `at` is what a restart writes into the template. Mirrors kubectl@v0.36.3
 * pkg/polymorphichelpers/objectpauser.go#L33, objectresumer.go#L33, objectrestarter.go#L34, pkg/cmd/set/set_image.go#L236 and pkg/scale/scale.go#L131
 */
export function planOrder(
  order: Exclude<DeploymentOrder, { readonly action: 'undo' }>,
  deployment: Deployment,
  at: Instant,
): Patch {
  switch (order.action) {
    case 'pause':
      return strategic({ paused: true })
    case 'resume':
      // What is false is left out of the object that kubectl compares with.
      return strategic({ paused: null })
    case 'restart':
      return strategic({ template: { metadata: { annotations: { [restartedAtAnnotation]: at } } } })
    case 'set-image':
      return strategic({ template: { spec: imagePatch(order, deployment) } })
    case 'scale':
      return { type: 'merge', subresource: 'scale', body: { spec: { replicas: order.replicas } } }
  }
}

function imagePatch(
  { container, image }: { readonly container: string; readonly image: string },
  { template }: Deployment,
): Fields {
  const lists = (['containers', 'initContainers'] as const).filter((list) =>
    template[list].some(({ name }) => name === container),
  )
  // The order of the list goes along, so that a merge by name cannot change it.
  return Object.fromEntries(
    lists.flatMap((list) => [
      [`$setElementOrder/${list}`, template[list].map(({ name }) => ({ name }))],
      [list, [{ image, name: container }]],
    ]),
  )
}

/** Annotations that stay the Deployment's own when it goes back to a revision. Mirrors kubectl@v0.36.3 pkg/polymorphichelpers/rollback.go#L157 */
const kept: readonly string[] = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]

/** What an undo takes from the two objects as the API server has them. */
export interface UndoParts {
  readonly annotations: Readonly<Record<string, string>>
  readonly replicaSet: {
    readonly annotations: Readonly<Record<string, string>>
    /** The pod template, whole. */
    readonly template: Fields
  }
}

/** The patch by which kubectl goes back to a ReplicaSet's template. Mirrors kubectl@v0.36.3 pkg/polymorphichelpers/rollback.go#L109 */
export function planUndo({ annotations, replicaSet }: UndoParts): Patch {
  const body: readonly PatchOperation[] = [
    { op: 'replace', path: '/spec/template', value: withoutHash(replicaSet.template) },
    {
      op: 'replace',
      path: '/metadata/annotations',
      value: Object.fromEntries([
        ...Object.entries(annotations).filter(([key]) => kept.includes(key)),
        ...Object.entries(replicaSet.annotations).filter(([key]) => !kept.includes(key)),
      ]),
    },
  ]
  return { type: 'json', subresource: null, body }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A ReplicaSet's template as the Deployment had it, before the controller put its hash among the labels. */
export function withoutHash(template: Fields): Fields {
  const { metadata } = template
  if (!isFields(metadata) || !isFields(metadata.labels)) return template
  const { [hashLabel]: _, ...labels } = metadata.labels
  return { ...template, metadata: { ...metadata, labels } }
}
