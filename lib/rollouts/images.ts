import { compareTexts } from './instants.ts'
import type { ExperimentView, ImageView, ReplicaSetView, Role } from './view.ts'

/** The order of the tags on the images line, which is not that of the info column. */
const tagOrder: readonly Role[] = ['canary', 'stable', 'active', 'preview', 'ping', 'pong']

/**
 * The images that run, with tags, by image: an image met once keeps the order in which its tags are given, one met again has its tags
 * united and sorted. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/rollout_info.go#L145
 */
export function runningImages(
  replicaSets: readonly ReplicaSetView[],
  experiments: readonly ExperimentView[],
): readonly ImageView[] {
  const own = replicaSets.flatMap((replicaSet) =>
    imagesOf(
      replicaSet,
      tagOrder.filter((tag) => replicaSet.roles.includes(tag)),
    ),
  )
  const borrowed = experiments.flatMap((experiment) =>
    merged(
      experiment.replicaSets.flatMap((replicaSet) =>
        imagesOf(replicaSet, replicaSet.template === '' ? [] : [`Σ:${replicaSet.template}`]),
      ),
    ),
  )
  return merged([...own, ...borrowed])
}

const imagesOf = ({ replicas, images }: ReplicaSetView, tags: readonly string[]): readonly ImageView[] =>
  replicas > 0 ? images.map((image) => ({ image, tags })) : []

const merged = (found: readonly ImageView[]): readonly ImageView[] =>
  [...Map.groupBy(found, ({ image }) => image)]
    .map(([image, same]) => ({ image, tags: mergedTags(same.map(({ tags }) => tags)) }))
    .sort((a, b) => compareTexts(a.image, b.image))

function mergedTags(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = lists
  return lists.length < 2 ? first : [...new Set(lists.flat())].sort(compareTexts)
}
