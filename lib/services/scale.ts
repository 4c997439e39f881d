import type { Patch } from '../rollouts/patch.ts'
import type { ServiceGraph } from './model.ts'
import type { ScaleTarget, VariantView } from './view.ts'

/** The kinds whose replicas may be set from here, by the resource that is patched. */
export const scalable = { Deployment: 'deployments', Rollout: 'rollouts' } as const
export type ScalableKind = keyof typeof scalable

/** Whether replicas of this kind may be set from here. */
export const isScalable = (kind: string): kind is ScalableKind => Object.hasOwn(scalable, kind)

/** More than anybody sets by a slider; a bound on what one slip can start. */
export const mostReplicas = 100

/** One workload's replicas, from what was looked at to what is wanted. */
export interface ScaleChange {
  readonly kind: ScalableKind
  readonly name: string
  readonly from: number
  readonly to: number
}

/** The workloads whose replicas decide the shares of a Service, where two or more stand side by side. */
export function scaleTargets(graph: ServiceGraph, variants: readonly VariantView[]): readonly ScaleTarget[] {
  const byMaker = Map.groupBy(variants, ({ maker }) => maker?.uid ?? '')
  byMaker.delete('')
  if (byMaker.size < 2) return []
  return [...byMaker.values()].flatMap(([first]) => {
    if (!first?.maker) return []
    const replicas = replicasOf(graph, first.maker.uid)
    const [letter = ''] = first.letter.split('#')
    return replicas === null ? [] : [{ maker: first.maker, letter, hue: first.hue, replicas }]
  })
}

function replicasOf({ rollouts, deployments }: ServiceGraph, uid: string): number | null {
  const rollout = rollouts.find(({ meta }) => meta.uid === uid)
  // The controllers take a missing number for 1.
  if (rollout !== undefined) return rollout.spec.replicas ?? 1
  const deployment = deployments.find(({ meta }) => meta.uid === uid)
  return deployment === undefined ? null : (deployment.spec.replicas ?? 1)
}

/** The patch that `kubectl scale --replicas` sends. Mirrors kubectl@v0.36.3 pkg/scale/scale.go#L145 */
export const planScale = (replicas: number, dryRun: boolean): Patch => ({
  type: 'merge',
  subresource: 'scale',
  dryRun,
  body: { spec: { replicas } },
})
