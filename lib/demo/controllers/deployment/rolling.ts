import { grownSize, type SizedSet, shrunkSizes } from '../../../rollouts/rolling.ts'
import type { KubeObject } from '../../objects/object.ts'
import { countOf, sizeOf, sizesOf } from '../facts.ts'
import { forgetOldSets } from './history.ts'
import { type Look, newSet, oldSets } from './look.ts'
import { syncRevision } from './revision.ts'
import { scale } from './scale.ts'
import { syncProgress, wasComplete } from './status.ts'

/** New pods first, as far as the surge allows, then old ones go as new ones become available. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/rolling.go#L31 */
export function rollingUpdate(look: Look): void {
  const created = newSet(look) === null
  syncRevision(look, true)
  // The new ReplicaSet is not there yet: what is left follows when it is.
  if (created) return
  if (!growNew(look) && !shrinkOld(look) && wasComplete(look)) forgetOldSets(look)
  syncProgress(look)
}

function growNew(look: Look): boolean {
  const fresh = newSet(look)
  return fresh !== null && scale(look, fresh, grownSize(look, sizeOf(fresh), sizesOf(look.sets)))
}

const sizedOf = (set: KubeObject): SizedSet => ({
  size: sizeOf(set),
  available: countOf(set, 'availableReplicas'),
})

/** The controller scales twice: what is not available, and what can be missed of the rest. */
function shrinkOld(look: Look): boolean {
  const fresh = newSet(look)
  if (fresh === null) return false
  let shrunk = false
  for (const sizes of shrunkSizes(look, sizedOf(fresh), oldSets(look).map(sizedOf)))
    for (const [index, set] of oldSets(look).entries())
      if (scale(look, set, sizes[index] ?? sizeOf(set))) shrunk = true
  return shrunk
}
