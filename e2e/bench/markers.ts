import { randomBytes } from 'node:crypto'

/** Words that stand nowhere else, fit into a label and an image's tag, and are equally long. */
export interface Markers {
  readonly prefix: string
  next(): string
}

export function createMarkers(word: string): Markers {
  const prefix = `${word}-${randomBytes(3).toString('hex')}-`
  let count = 0
  return {
    prefix,
    next() {
      count += 1
      return `${prefix}${String(count).padStart(6, '0')}`
    },
  }
}
