import type { Problem } from './model.ts'
import { joined, type Sentence } from './outlook.ts'
import { invalidWords } from './sentence-degraded.ts'
import type { RolloutRow } from './view.ts'

/** What a person should be warned of in the object; that no controller has written a status yet is no fault of it. */
export const faultsOf = ({ problems, seen }: RolloutRow): readonly Problem[] =>
  seen ? problems : problems.filter(({ path }) => path !== 'status')

/** Why the spec makes no pod, as the end of a sentence; null when nothing is known against it. */
function podlessBecause({ problems }: RolloutRow): string | null {
  const has = (path: RegExp, words = '') =>
    problems.some((problem) => path.test(problem.path) && problem.message.startsWith(words))
  if (has(/^spec$/)) return 'there is none'
  // A template beside a workloadRef stands at this path as well, and keeps no pod from being made.
  if (has(/^spec\.template$/, 'is missing')) return 'it has neither a template nor a workloadRef'
  if (has(/^spec\.template\.spec\.containers$/))
    return has(/^spec\.template\.template$/)
      ? 'its template stands inside another template'
      : 'its template has no container'
  return has(/^spec\.template\.spec\.containers\[\d+\]\.image$/) ? 'a container has no image' : null
}

const unseen: Sentence = {
  headline: 'No controller has looked at this Rollout yet.',
  next: 'Nothing is created until an Argo Rollouts controller runs and watches this namespace.',
}

/** The sentence of a Rollout that nothing can come of yet: its spec makes no pod, or no controller has looked at it; null otherwise. */
export function beforeAnyPod(row: RolloutRow): Sentence | null {
  const because = podlessBecause(row)
  const lookedAt = row.seen ? '' : unseen.headline
  if (because !== null)
    return {
      headline: `The spec cannot make a pod: ${because}.`,
      next: joined(invalidWords(row) ?? 'Nothing is created or scaled until it is corrected.', lookedAt),
    }
  if (row.strategy === '' && invalidWords(row) === null)
    return {
      headline: 'The spec has no readable strategy.',
      next: joined('The controller acts once the spec names canary or blueGreen.', lookedAt),
    }
  return row.seen ? null : unseen
}
