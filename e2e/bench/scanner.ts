/** Finds the markers in a stream of bytes, also where the border of two chunks cuts one. */
export interface Scanner {
  /** The markers that end in this chunk, in order. */
  feed(chunk: Buffer): readonly string[]
}

/** A marker is `prefix` and whatever follows it up to `length` bytes: one search for all markers alike. */
export function createScanner(prefix: string, length: number): Scanner {
  let tail: Buffer = Buffer.alloc(0)
  return {
    feed(chunk) {
      const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
      const found: string[] = []
      let end = 0
      for (let at = bytes.indexOf(prefix); at >= 0 && at + length <= bytes.length; ) {
        found.push(bytes.toString('latin1', at, at + length))
        end = at + length
        at = bytes.indexOf(prefix, end)
      }
      tail = bytes.subarray(Math.max(end, bytes.length - length + 1))
      return found
    },
  }
}
