import type { StoreEvent } from '../../objects/history.ts'
import { isHeeded } from '../../objects/instance.ts'
import { objectAt, textAt, without } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import type { Store } from '../../objects/store.ts'
import { annotationOf, withAnnotations, withSpec } from '../facts.ts'
import type { Controller } from '../loop.ts'
import { keyOf, objectAtKey } from '../owners.ts'
import { HASH, MANAGED_BY } from '../rollout/names.ts'
import { createJournal, type Outcome } from '../writes.ts'

/** The Services (`namespace/name`) that a Rollout names. Mirrors argo-rollouts@v1.10.1 utils/service/service.go#L14 */
export function servicesOf(rollout: KubeObject): readonly string[] {
  const strategy = objectAt(rollout, 'spec', 'strategy')
  const names = [
    textAt(strategy, 'blueGreen', 'activeService'),
    textAt(strategy, 'blueGreen', 'previewService'),
    textAt(strategy, 'canary', 'stableService'),
    textAt(strategy, 'canary', 'canaryService'),
    textAt(strategy, 'canary', 'pingPong', 'pingService'),
    textAt(strategy, 'canary', 'pingPong', 'pongService'),
  ]
  return names.filter(Boolean).map((name) => `${rollout.metadata.namespace ?? ''}/${name}`)
}

/** The controller that takes back what a Rollout wrote on a Service that it does not name any more. */
export const serviceController = (store: Store): Controller => ({
  name: 'rollouts-controller',
  latency: 5,
  keysOf,
  reconcile: (key) => {
    const service = objectAtKey(store, 'services', key)
    if (service === undefined) return { writes: [], again: null }
    const rollouts = store.list('rollouts', service.metadata.namespace ?? null)
    const manager = annotationOf(service, MANAGED_BY)
    const named = rollouts.some(
      (rollout) =>
        // What is marked may be another controller's, who is asked for at the API server.
        (manager === null ? isHeeded(rollout) : rollout.metadata.name === manager) &&
        servicesOf(rollout).includes(key),
    )
    return named ? { writes: [], again: null } : release(service)
  },
})

function keysOf({ type, resource, object, previous }: StoreEvent): readonly string[] {
  if (resource === 'services') return type === 'DELETED' ? [] : [keyOf(object)]
  if (resource !== 'rollouts' || !isHeeded(object)) return []
  const now = type === 'DELETED' ? [] : servicesOf(object)
  const before = [...servicesOf(object), ...(previous === null ? [] : servicesOf(previous))]
  return before.filter((key) => !now.includes(key))
}

/** Mirrors argo-rollouts@v1.10.1 service/service.go#L146 */
function release(service: KubeObject): Outcome {
  const journal = createJournal()
  const selector = objectAt(service, 'spec', 'selector')
  if (selector[HASH] !== undefined) {
    journal.change('services', service, 'spec', (latest) =>
      withSpec(withAnnotations(latest, { [MANAGED_BY]: null }), { selector: without(selector, HASH) }),
    )
  }
  return journal.outcome()
}
