import { at, objectAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import type { Store } from '../../objects/store.ts'
import { annotationOf, withAnnotations, withSpec } from '../facts.ts'
import type { Write } from '../writes.ts'
import { WORKLOAD_GENERATION } from './names.ts'

/** A Rollout with the template of the workload it refers to, as the controller has it in memory. */
export interface Resolved {
  readonly object: KubeObject
  /** Why there is no template; null where there is one, or where the Rollout has its own. */
  readonly fault: string | null
}

const referenceOf = (rollout: KubeObject) => {
  const reference = at(rollout.spec, 'workloadRef') ?? null
  if (reference === null) return null
  const [apiVersion, kind, name] = ['apiVersion', 'kind', 'name'].map((key) => textAt(reference, key))
  return { apiVersion, kind, name }
}

/** The Deployment that the Rollout refers to; null where it refers to none or it is not there. */
export function workloadOf(store: Pick<Store, 'get'>, rollout: KubeObject): KubeObject | null {
  const reference = referenceOf(rollout)
  if (reference?.kind !== 'Deployment' || !reference.name) return null
  return store.get('deployments', rollout.metadata.namespace ?? null, reference.name) ?? null
}

/** Takes template and selector from the workload, and notes which generation of it they are. Mirrors argo-rollouts@v1.10.1 rollout/templateref.go#L126 */
export function resolved(rollout: KubeObject, workload: KubeObject | null): Resolved {
  const reference = referenceOf(rollout)
  if (reference === null)
    return { object: withAnnotations(rollout, { [WORKLOAD_GENERATION]: null }), fault: null }
  const fault = faultOf(rollout, workload)
  if (workload === null || fault !== null) return { object: rollout, fault }
  const { template = {}, selector = {} } = objectAt(workload.spec)
  const fields = at(rollout.spec, 'selector') === undefined ? { template, selector } : { template }
  const generation = String(workload.metadata.generation ?? 0)
  const object = withAnnotations(withSpec(rollout, fields), { [WORKLOAD_GENERATION]: generation })
  return { object, fault: null }
}

function faultOf(rollout: KubeObject, workload: KubeObject | null): string | null {
  const { apiVersion = '', kind = '', name = '' } = referenceOf(rollout) ?? {}
  const own = objectAt(rollout.spec, 'template', 'metadata')
  const told = ['labels', 'annotations'].some((key) => Object.keys(objectAt(own, key)).length > 0)
  if (told) return 'template must be empty for workload reference rollout'
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  if (group !== 'apps' || kind !== 'Deployment') return `workload of type ${group}/${kind} is not supported`
  if (version !== 'v1') return 'the server could not find the requested resource'
  return workload === null ? `deployments.apps "${rollout.metadata.namespace}/${name}" not found` : null
}

/** The Rollout as it is written: what it only has from its workload stays there. Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/v1alpha1/types.go#L108 */
export function unresolved(object: KubeObject, stored: KubeObject): KubeObject {
  if (referenceOf(stored) === null) return object
  const { template: _, selector, ...spec } = objectAt(object.spec)
  const own = at(stored.spec, 'selector') !== undefined && selector !== undefined
  return { ...object, spec: own ? { ...spec, selector } : spec }
}

/** Notes on the Rollouts that refer to a Deployment which generation it has, and so makes the controller look at them. Mirrors argo-rollouts@v1.10.1 rollout/templateref.go#L223 */
export const generationNoted = (workload: KubeObject, rollouts: readonly KubeObject[]): readonly Write[] =>
  rollouts.flatMap((rollout): readonly Write[] => {
    const { apiVersion, kind, name } = referenceOf(rollout) ?? {}
    if (apiVersion !== 'apps/v1' || kind !== 'Deployment' || name !== workload.metadata.name) return []
    const generation = String(workload.metadata.generation ?? 0)
    if (annotationOf(rollout, WORKLOAD_GENERATION) === generation) return []
    const object = withAnnotations(rollout, { [WORKLOAD_GENERATION]: generation })
    return [{ do: 'update', resource: 'rollouts', object, part: 'spec' }]
  })
