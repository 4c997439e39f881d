const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** Answers five letters at a time as Kubernetes ends the names of pods with; two with one seed answer the same. */
export function createSuffixes(seed: number): () => string {
  let state = seed >>> 0
  const next = () => {
    // Marsaglia's xorshift: names need to differ, not to be unpredictable.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
  return () => Array.from({ length: 5 }, () => alphabet[next() % alphabet.length] ?? '').join('')
}
