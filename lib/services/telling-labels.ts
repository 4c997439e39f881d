type Labels = Readonly<Record<string, string>>

/** Labels that tell revisions or single pods apart by themselves, and say nothing to a person. */
const hashes = ['pod-template-hash', 'rollouts-pod-template-hash', 'controller-revision-hash']
const perPod = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index']

/**
 * The labels by which groups of pods can be told apart: all pods of a group agree on them and not all groups have the same. Where only
 * template hashes differ, those.
 */
export function tellingLabels(groups: readonly (readonly Labels[])[]): readonly Labels[] {
  const shared = groups.map(sharedLabels)
  const keys = [...new Set(shared.flatMap((labels) => Object.keys(labels)))].filter(
    (key) => !perPod.includes(key) && new Set(shared.map((labels) => own(labels, key))).size > 1,
  )
  const spoken = keys.filter((key) => !hashes.includes(key))
  const telling = (spoken.length > 0 ? spoken : keys).toSorted()
  return shared.map((labels) =>
    Object.fromEntries(
      telling.flatMap((key) => {
        const value = own(labels, key)
        return value === undefined ? [] : [[key, value]]
      }),
    ),
  )
}

const own = (labels: Labels, key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined)

function sharedLabels(group: readonly Labels[]): Labels {
  const [first, ...rest] = group
  if (first === undefined) return {}
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => rest.every((labels) => own(labels, key) === value)),
  )
}
