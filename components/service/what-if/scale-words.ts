import { spokenList } from '@/lib/rollouts/words.ts'
import type { ScaleChange } from '@/lib/services/scale.ts'

/** `1 replica`, `3 replicas`. */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** `Scale frontend-b to 3`. */
export const scaleWords = (changes: readonly ScaleChange[]): string =>
  `Scale ${spokenList(changes.map(({ name, to }) => `${name} to ${to}`))}`
