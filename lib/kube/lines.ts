const lineFeed = 0x0a

export interface LineSplitter {
  /** Takes bytes and answers the lines they complete, without their line feeds, empty lines left out. */
  push(chunk: Uint8Array): readonly string[]
  /** What came after the last line feed. */
  rest(): string
}

/** Cuts a byte stream into lines whatever the chunks are: characters cut in two and very long lines included. */
export function createLineSplitter(): LineSplitter {
  // A long line is joined once, when it is complete: joining at every chunk would cost the square of its length.
  let parts: Uint8Array[] = []
  const takeLine = (last: Uint8Array): string => {
    parts.push(last)
    const line = text(parts)
    parts = []
    return line
  }
  return {
    push(chunk) {
      const lines: string[] = []
      let start = 0
      for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
        const line = takeLine(chunk.subarray(start, end))
        if (line !== '') lines.push(line)
        start = end + 1
      }
      if (start < chunk.length) parts.push(chunk.subarray(start))
      return lines
    },
    rest: () => text(parts),
  }
}

function text(parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('utf8')
}
