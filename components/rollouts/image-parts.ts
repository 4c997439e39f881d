export interface ImageParts {
  /** Everything before the last slash, registry included; empty when there is none. */
  readonly path: string
  /** The last part of the repository, e.g. `podinfo`. */
  readonly name: string
  readonly tag: string | null
  /** The first twelve digits of the digest. */
  readonly digest: string | null
}

/** Takes an image reference apart; a port in the registry is no tag. */
export function imageParts(image: string): ImageParts {
  const [reference = '', digest] = image.split('@', 2)
  const slash = reference.lastIndexOf('/')
  const last = reference.slice(slash + 1)
  const colon = last.indexOf(':')
  return {
    path: slash < 0 ? '' : reference.slice(0, slash),
    name: colon < 0 ? last : last.slice(0, colon),
    tag: colon < 0 ? null : last.slice(colon + 1),
    digest: digest === undefined ? null : digest.replace(/^sha\d+:/, '').slice(0, 12),
  }
}

/** What tells two images of one repository apart: the tag, else the short digest, else `latest`. */
export function imageVersion(image: string): string {
  const { tag, digest } = imageParts(image)
  return tag ?? (digest === null ? 'latest' : `@${digest}`)
}

/** Two images' shortest telling names: their versions when they share a repository, else name and version. */
export function imageChange(from: string, to: string): { readonly from: string; readonly to: string } {
  const [a, b] = [imageParts(from), imageParts(to)]
  const same = a.path === b.path && a.name === b.name && imageVersion(from) !== imageVersion(to)
  if (same) return { from: imageVersion(from), to: imageVersion(to) }
  if (a.name !== b.name)
    return { from: `${a.name}:${imageVersion(from)}`, to: `${b.name}:${imageVersion(to)}` }
  return { from, to }
}
