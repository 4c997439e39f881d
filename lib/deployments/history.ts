import { compareTexts, readInstant } from '../rollouts/instants.ts'
import type { ReplicaSet } from '../rollouts/model.ts'
import { changeCauseAnnotation, restartedAtAnnotation, revisionOf } from './revision.ts'
import type { RevisionEntry } from './view.ts'

/** The revisions there are to go back to, newest first; a ReplicaSet without a revision is none. Of two with one number kubectl takes the last. */
export function toHistory(
  replicaSets: readonly ReplicaSet[],
  newest: ReplicaSet | null,
): readonly RevisionEntry[] {
  const byNumber = new Map(
    replicaSets
      .toSorted((a, b) => compareTexts(a.meta.name, b.meta.name))
      .map((set) => [revisionOf(set.meta), set]),
  )
  byNumber.delete(0)
  return [...byNumber]
    .sort(([a], [b]) => b - a)
    .map(([number, { meta, template }]) => ({
      number,
      replicaSet: meta.name,
      createdAt: meta.createdAt,
      images: template.containers.map(({ image }) => image),
      changeCause: meta.annotations[changeCauseAnnotation] ?? '',
      restartedAt: readInstant(template.annotations[restartedAtAnnotation] ?? ''),
      current: meta.uid === newest?.meta.uid,
    }))
}
