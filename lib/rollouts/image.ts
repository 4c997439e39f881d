export interface ImageParts {
  /** Registry and path, without tag and digest. */
  readonly repository: string
  readonly tag: string
  /** `sha256:…` in full; empty when the image is not pinned. */
  readonly digest: string
}

const digestLetters = 12

/** Takes an image reference apart; total, so that whatever a spec holds can be shown. */
export function imageParts(image: string): ImageParts {
  const at = image.indexOf('@')
  const reference = at === -1 ? image : image.slice(0, at)
  const digest = at === -1 ? '' : image.slice(at + 1)
  // A colon before the last slash belongs to the registry's port.
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1)
  if (colon === -1) return { repository: reference, tag: '', digest }
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1), digest }
}

/** What tells this image from its neighbours: its tag, else its digest shortened, else the whole reference. */
export function imageTag(image: string): string {
  const { tag, digest } = imageParts(image)
  if (tag !== '') return tag
  if (digest === '') return image
  const [algorithm = '', hex = ''] = digest.split(':', 2)
  return hex === '' ? algorithm : `${algorithm}:${hex.slice(0, digestLetters)}`
}

/** The last part of the repository's path, e.g. `podinfo`. */
export function imageName(image: string): string {
  const { repository } = imageParts(image)
  return repository.slice(repository.lastIndexOf('/') + 1) || image
}

const spellings: readonly ((image: string) => string)[] = [
  imageTag,
  (image) => `${imageName(image)}:${imageTag(image)}`,
  (image) => image,
]

/**
 * What a person calls the version all users have and the one coming: the shortest spelling that tells them apart (tag, name and tag,
 * whole reference) of the first container in which they differ; null where the image is not known.
 */
export function versionNames(
  stable: readonly string[],
  next: readonly string[],
): { readonly stable: string | null; readonly next: string | null } {
  const differing = next.findIndex((image, at) => stable[at] !== undefined && image !== stable[at])
  const from = stable[Math.max(differing, 0)]
  const to = next[Math.max(differing, 0)]
  const spell =
    from === undefined || to === undefined || from === to
      ? imageTag
      : (spellings.find((spelling) => spelling(from) !== spelling(to)) ?? imageTag)
  return { stable: from === undefined ? null : spell(from), next: to === undefined ? null : spell(to) }
}
