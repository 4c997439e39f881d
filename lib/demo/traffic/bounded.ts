/** The last of all that was added; older entries are forgotten. */
export interface Ring<T> {
  add(entry: T): void
  all(): readonly T[]
}

/** A ring of so many entries. */
export function createRing<T>(size: number): Ring<T> {
  let entries: T[] = []
  return {
    add: (entry) => {
      entries.push(entry)
      // Cutting in large pieces costs nothing per entry.
      if (entries.length >= 2 * size) entries = entries.slice(-size)
    },
    all: () => entries.slice(-size),
  }
}

/** Values by key, made when they are first asked for. */
export interface Bounded<T> {
  take(key: string): T
  peek(key: string): T | undefined
  forget(key: string): void
  entries(): readonly (readonly [string, T])[]
}

/** One that forgets what was longest not taken when it would hold more than so many. */
export function createBounded<T>(most: number, make: () => T): Bounded<T> {
  const map = new Map<string, T>()
  return {
    take: (key) => {
      const value = map.get(key) ?? make()
      map.delete(key)
      map.set(key, value)
      const [oldest] = map.keys()
      if (map.size > most && oldest !== undefined) map.delete(oldest)
      return value
    },
    peek: (key) => map.get(key),
    forget: (key) => void map.delete(key),
    entries: () => [...map],
  }
}
