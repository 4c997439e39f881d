import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { imageChange, imageParts, imageVersion } from '../rollouts/image-parts.ts'

/** The new version's share: a number, null for unknown, undefined when nothing new is under way. */
export function shareOf(row: RolloutRow): number | null | undefined {
  if (row.fullyPromoted || row.nextImages.length === 0) return undefined
  return row.strategy === 'Canary' ? row.actualWeight : undefined
}

export interface ImagesFact {
  /** The repository's last part; empty when old and new name different ones. */
  readonly name: string
  /** null when nothing new is under way. */
  readonly from: string | null
  readonly to: string
  /** Further images that are not told. */
  readonly more: number
  /** All of it, for the hover. */
  readonly whole: string
}

/** The image that tells the release: the first that changes, else the first; null when there is none. */
export function imagesOf(row: RolloutRow): ImagesFact | null {
  const { stableImages, nextImages } = row
  const whole = [stableImages.join('\n'), nextImages.join('\n')].filter((text) => text !== '').join('\n→\n')
  const all = nextImages.length === 0 ? stableImages : nextImages
  const pairs = nextImages.map((to, i) => ({ from: stableImages[i], to }))
  const changed = pairs.filter(({ from, to }) => from !== to)
  const [pair] = changed.length === 0 ? pairs : changed
  if (pair?.from !== undefined && pair.from !== pair.to) {
    const { from, to } = imageChange(pair.from, pair.to)
    const same = imageParts(pair.from).name === imageParts(pair.to).name
    return { name: same ? imageParts(pair.to).name : '', from, to, more: changed.length - 1, whole }
  }
  const [only] = pair === undefined ? all : [pair.to]
  if (only === undefined) return null
  return { name: imageParts(only).name, from: null, to: imageVersion(only), more: all.length - 1, whole }
}

/** A strategy as it is said; the API's words are `Canary` and `BlueGreen`. */
export const strategyWords: Record<RolloutRow['strategy'], string> = {
  Canary: 'Canary',
  BlueGreen: 'Blue-green',
  '': 'No strategy',
}
