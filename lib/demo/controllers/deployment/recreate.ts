import { textAt } from '../../objects/json.ts'
import { countsOf, sizeOf } from '../facts.ts'
import { forgetOldSets } from './history.ts'
import { HASH, type Look, newSet, oldSets } from './look.ts'
import { syncRevision } from './revision.ts'
import { scale } from './scale.ts'
import { syncProgress, wasComplete } from './status.ts'

/** All old pods go before the first new one comes. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/recreate.go#L29 */
export function recreate(look: Look): void {
  syncRevision(look, false)
  const old = oldSets(look).filter((set) => sizeOf(set) > 0)
  for (const set of old) scale(look, set, 0)
  if (old.length > 0 || oldPodsRun(look)) {
    syncProgress(look)
    return
  }
  if (newSet(look) === null) {
    syncRevision(look, true)
    return
  }
  const fresh = newSet(look)
  if (fresh !== null) scale(look, fresh, look.replicas)
  if (wasComplete(look)) forgetOldSets(look)
  syncProgress(look)
}

function oldPodsRun(look: Look): boolean {
  if (countsOf(oldSets(look), 'replicas') > 0) return true
  return look.pods.some(
    (pod) =>
      textAt(pod, 'metadata', 'labels', HASH) !== look.wanted &&
      !['Failed', 'Succeeded'].includes(textAt(pod, 'status', 'phase')),
  )
}
