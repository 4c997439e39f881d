import { watchedResources } from '../../cluster/source.ts'
import { createStore } from '../../cluster/store.ts'
import { deploymentSubject } from '../../cluster/subjects/deployments.ts'
import { rolloutSubject } from '../../cluster/subjects/rollouts.ts'
import type { DeploymentDetail } from '../../deployments/view.ts'
import type { RolloutDetail } from '../../rollouts/view.ts'
import { isDeploymentDetail, isRolloutDetail, type PageDetail, pageKey } from '../../stream/page.ts'
import type { ResourceName } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'
import type { Play } from './plays/step.ts'

/** The objects of a cluster, the demo's or a real one's. */
export type Objects = Pick<Store, 'get' | 'list'>

/** What is drawn of a play's workload. */
export type Detail = RolloutDetail | DeploymentDetail

/** Draws the product's own pictures from the writes to a cluster. */
export interface Drawing {
  note(write: { readonly resource: ResourceName; readonly object: KubeObject; readonly gone: boolean }): void
  /** The picture as of now; null while there is no such object. */
  draw(at: Pick<Play, 'kind' | 'namespace'>, name?: string): Detail | null
}

/** A drawing of nothing yet. */
export function createDrawing(): Drawing {
  const store = createStore([rolloutSubject(), deploymentSubject])
  return {
    note: ({ resource: written, object, gone }) => {
      const resource = watchedResources.find((one) => one === written)
      if (resource) store.apply({ type: gone ? 'deleted' : 'upserted', resource, namespace: null, object })
    },
    draw: ({ kind, namespace }, name = 'frontend') => {
      const detail = store.draw(pageKey(kind, { namespace, name }), () => true)?.detail
      return detail && isDrawn(detail) ? detail : null
    },
  }
}

const isDrawn = (detail: PageDetail): detail is Detail =>
  isRolloutDetail(detail) || isDeploymentDetail(detail)

/** Our own picture of a Rollout or a Deployment, made from raw objects as the product makes it. */
export function drawnOf(
  objects: Objects,
  at: Pick<Play, 'kind' | 'namespace'>,
  name?: string,
): Detail | null {
  const drawing = createDrawing()
  for (const resource of watchedResources) {
    for (const object of objects.list(resource, at.namespace)) drawing.note({ resource, object, gone: false })
  }
  return drawing.draw(at, name)
}

/** Our own picture of a Rollout. */
export function pictureOf(objects: Objects, namespace: string, name: string): RolloutDetail | null {
  const detail = drawnOf(objects, { kind: 'rollouts', namespace }, name)
  return detail && isRolloutDetail(detail) ? detail : null
}
