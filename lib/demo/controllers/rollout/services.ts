import { objectAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { annotationOf, withAnnotations, withSpec } from '../facts.ts'
import { HASH, MANAGED_BY } from './names.ts'
import { hashOf, type Turn } from './turn.ts'

/** The Service of this name in the Rollout's namespace; null where there is none. */
export const findService = (turn: Turn, name: string): KubeObject | null =>
  turn.services.find(({ metadata }) => metadata.name === name) ?? null

/** The template hash in the Service's selector, empty where it has none. */
export const selectorHash = (service: KubeObject | null): string =>
  service ? textAt(service, 'spec', 'selector', HASH) : ''

/** Points a Service at a ReplicaSet and marks it as this Rollout's. Mirrors argo-rollouts@v1.10.1 rollout/service.go#L56 */
export function switchSelector(turn: Turn, service: KubeObject, hash: string): void {
  const from = selectorHash(service)
  const managed = annotationOf(service, MANAGED_BY)
  if (from === hash && managed !== null) return
  const next = turn.journal.change('services', service, 'spec', (latest) =>
    withSpec(withAnnotations(latest, { [MANAGED_BY]: managed ?? turn.rollout.meta.name }), {
      selector: { ...objectAt(latest, 'spec', 'selector'), [HASH]: hash },
    }),
  )
  turn.services = turn.services.map((one) => (one.metadata.uid === next.metadata.uid ? next : one))
  const { name } = service.metadata
  turn.journal.tell(
    turn.object,
    'SwitchService',
    `Switched selector for service '${name}' from '${from}' to '${hash}'`,
  )
}

/** Whether the status or a Service still points at the ReplicaSet. Mirrors argo-rollouts@v1.10.1 rollout/replicaset.go#L389 */
export function isReferenced(turn: Turn, set: KubeObject): boolean {
  const { strategy } = turn.rollout.spec
  const { stableRS, currentPodHash, activeSelector, previewSelector, weights } = turn.status
  const names =
    strategy.type === 'BlueGreen'
      ? [strategy.blueGreen.activeService, strategy.blueGreen.previewService]
      : strategy.type === 'Canary'
        ? [strategy.canary.canaryService, strategy.canary.stableService]
        : []
  const routed = ['canary', 'stable'].map((role) => textAt(weights, role, 'podTemplateHash'))
  const services = names.map((name) => selectorHash(findService(turn, name ?? '')))
  return [stableRS, currentPodHash, activeSelector, previewSelector, ...routed, ...services].includes(
    hashOf(set),
  )
}
