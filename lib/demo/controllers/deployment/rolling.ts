import type { KubeObject } from '../../objects/object.ts'
import { byCreation, countOf, countsOf, sizeOf, sizesOf } from '../facts.ts'
import { forgetOldSets } from './history.ts'
import { type Look, newSet, oldSets } from './look.ts'
import { firstSize, syncRevision } from './revision.ts'
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
  if (fresh === null || sizeOf(fresh) === look.replicas) return false
  if (sizeOf(fresh) > look.replicas) return scale(look, fresh, look.replicas)
  return scale(look, fresh, firstSize(look, sizeOf(fresh)))
}

/** Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/rolling.go#L86 */
function shrinkOld(look: Look): boolean {
  const fresh = newSet(look)
  const old = activeOld(look)
  if (fresh === null || old.length === 0) return false
  const least = look.replicas - look.unavailable
  const missing = sizeOf(fresh) - countOf(fresh, 'availableReplicas')
  const most = sizesOf(look.sets) - least - missing
  if (most <= 0) return false
  const dropped = dropUnavailable(look, old, most)
  return dropped + dropAvailable(look, countsOf(look.sets, 'availableReplicas') - least) > 0
}

const activeOld = (look: Look): readonly KubeObject[] =>
  oldSets(look)
    .filter((set) => sizeOf(set) > 0)
    .toSorted(byCreation)

function dropUnavailable(look: Look, old: readonly KubeObject[], most: number): number {
  let dropped = 0
  for (const set of old) {
    const surplus = Math.min(most - dropped, sizeOf(set) - countOf(set, 'availableReplicas'))
    if (surplus <= 0) continue
    scale(look, set, sizeOf(set) - surplus)
    dropped += surplus
  }
  return dropped
}

function dropAvailable(look: Look, most: number): number {
  let dropped = 0
  for (const set of activeOld(look)) {
    const count = Math.min(sizeOf(set), most - dropped)
    if (count <= 0) break
    scale(look, set, sizeOf(set) - count)
    dropped += count
  }
  return dropped
}
