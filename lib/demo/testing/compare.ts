import type { Entry } from './trace.ts'

/** A line that only one of two traces has. */
export interface Difference {
  readonly only: 'real' | 'demo'
  readonly line: string
  readonly ms: number
}

/** Lines that stood for less than this may be seen or missed, on either side. */
const SHORT_MS = 250

/** What two traces of one play do not have in common, but for lines that stood only shortly. */
export function differences(real: readonly Entry[], demo: readonly Entry[]): readonly Difference[] {
  // What was missed between two equal lines makes one line of them.
  const once = laidOver(real, demo)
  const again = laidOver(withoutShort(real, once, 'real'), withoutShort(demo, once, 'demo'))
  return again.filter(({ ms }) => ms >= SHORT_MS)
}

interface Place extends Difference {
  readonly index: number
}

/** Lays the longest common run of lines over both traces; what is left on one side is a difference. */
function laidOver(real: readonly Entry[], demo: readonly Entry[]): readonly Place[] {
  const common = commonLengths(real, demo)
  const found: Place[] = []
  let i = 0
  let j = 0
  while (i < real.length || j < demo.length) {
    const mine = real[i]
    const yours = demo[j]
    if (mine && yours && mine[0] === yours[0]) {
      i += 1
      j += 1
    } else if (!yours || (mine && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      if (mine) found.push({ only: 'real', line: mine[0], ms: mine[1], index: i })
      i += 1
    } else {
      found.push({ only: 'demo', line: yours[0], ms: yours[1], index: j })
      j += 1
    }
  }
  return found
}

function withoutShort(
  trace: readonly Entry[],
  places: readonly Place[],
  only: Place['only'],
): readonly Entry[] {
  const gone = new Set(
    places.filter((place) => place.only === only && place.ms < SHORT_MS).map(({ index }) => index),
  )
  const kept: Entry[] = []
  for (const [index, [line, ms]] of trace.entries()) {
    const last = kept.at(-1)
    if (gone.has(index)) continue
    if (last?.[0] === line) kept.splice(-1, 1, [line, last[1] + ms])
    else kept.push([line, ms])
  }
  return kept
}

/** How many lines the rests of both traces have in common, from each pair of places on. */
function commonLengths(real: readonly Entry[], demo: readonly Entry[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: real.length + 1 }, () => new Array<number>(demo.length + 1).fill(0))
  for (let i = real.length - 1; i >= 0; i -= 1) {
    for (let j = demo.length - 1; j >= 0; j -= 1) {
      const same = real[i]?.[0] === demo[j]?.[0]
      const rest = same
        ? 1 + (lengths[i + 1]?.[j + 1] ?? 0)
        : Math.max(lengths[i + 1]?.[j] ?? 0, lengths[i]?.[j + 1] ?? 0)
      const row = lengths[i]
      if (row) row[j] = rest
    }
  }
  return lengths
}
