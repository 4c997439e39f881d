import type { Deployment } from '../rollouts/workload-model.ts'
import { isGenerationObserved, revisionOf } from './revision.ts'

/**
 * One text for everything a person decides upon: it changes when that changes and only then. Pods becoming ready never invalidate a
 * confirmation that is being read; a revision that gets another number does.
 */
export function stateKey(deployment: Deployment): string {
  const { meta } = deployment
  return JSON.stringify([
    meta.uid,
    meta.generation,
    meta.deletedAt !== null,
    isGenerationObserved(deployment),
    revisionOf(meta),
  ])
}
