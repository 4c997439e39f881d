import { imageName, imageTag, versionNames } from '@/lib/rollouts/image.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'

export interface ToldImages {
  /** The repository's last part, `old → new` where they differ; empty when the versions tell it themselves. */
  readonly name: string
  /** null when nothing new is under way. */
  readonly from: string | null
  readonly to: string
  /** How many further images change, or are there when none does. */
  readonly more: number
  /** All of it, for the hover. */
  readonly whole: string
}

/** The image that tells the release: the first that changes, else the first; null when there is none. */
export function toldImages({
  stableImages,
  nextImages,
}: Pick<RolloutRow, 'stableImages' | 'nextImages'>): ToldImages | null {
  const whole = [stableImages.join('\n'), nextImages.join('\n')].filter((text) => text !== '').join('\n→\n')
  const changed = nextImages.filter((image, at) => image !== stableImages[at])
  const at = nextImages.findIndex((image, i) => stableImages[i] !== undefined && image !== stableImages[i])
  const [before, after] = [stableImages[at], nextImages[at]]
  if (before !== undefined && after !== undefined) {
    const { stable, next } = versionNames(stableImages, nextImages)
    const names = [...new Set([imageName(before), imageName(after)])]
    return {
      name: next === imageTag(after) ? names.join(' → ') : '',
      from: stable,
      to: next ?? after,
      more: changed.length - 1,
      whole,
    }
  }
  const [only, ...rest] = nextImages.length === 0 ? stableImages : nextImages
  if (only === undefined) return null
  const to = imageTag(only)
  return { name: to === only ? '' : imageName(only), from: null, to, more: rest.length, whole }
}
