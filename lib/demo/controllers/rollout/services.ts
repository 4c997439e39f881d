import { objectAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { annotationOf, withAnnotations, withSpec } from '../facts.ts'
import { HASH, MANAGED_BY } from './names.ts'
import type { Turn } from './turn.ts'

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
