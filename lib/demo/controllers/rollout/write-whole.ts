import { nextGeneration } from '../../objects/draft.ts'
import { sameJson } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import type { Outcome } from '../writes.ts'
import type { Turn } from './turn.ts'
import { unresolved } from './workload.ts'

/**
 * Writes all of the Rollout but its status. The controller writes what it has read, in Go's words, so that the spec becomes a new generation where a
 * person wrote it in others; that it knows already, since the answer to the write tells it.
 */
export function writeWhole(turn: Turn, change: (latest: KubeObject) => KubeObject): void {
  const stored = turn.parts.rollout
  turn.object = turn.journal.change('rollouts', turn.object, 'spec', (latest) => {
    const next = change(latest)
    const same = sameJson(unresolved(next, stored).spec, stored.spec)
    return same ? next : { ...next, metadata: nextGeneration(next.metadata) }
  })
}

/** What comes of a look, without what the Rollout only has from its workload. */
export function withoutWorkload(outcome: Outcome, stored: KubeObject): Outcome {
  const writes = outcome.writes.map((write) =>
    write.do === 'update' && write.resource === 'rollouts'
      ? { ...write, object: unresolved(write.object, stored) }
      : write,
  )
  return { ...outcome, writes }
}
