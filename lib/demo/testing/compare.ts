import { type Entry, isMark } from './trace.ts'

/** A line that only one of two traces has, or that stood much longer in one of them. */
export interface Difference {
  readonly only: 'real' | 'demo' | 'longer in real' | 'longer in demo'
  readonly line: string
  readonly ms: number
  /** What was done last before it. */
  readonly after: string
}

/** How two traces of one play differ. */
export interface Comparison {
  readonly differences: readonly Difference[]
  /** The names of lines that stood only shortly and were seen on one side alone. */
  readonly passing: readonly string[]
}

/** Lines that stood for less than this may be seen or missed, on either side. */
export const SHORT_MS = 250

/** What time is allowed for. */
export interface Patience {
  /** How much longer a line may stand on one side: instants in objects are whole seconds, and a busy machine takes its time. */
  readonly longerMs: number
  /** Lines that are known to pass may be missing in the demo if they stood for less than this on the real side: controllers wait the longer the busier they are. */
  readonly shortMs: number
}

export const PATIENCE: Patience = { longerMs: 3_000, shortMs: SHORT_MS }

/**
 * What two traces of one play do not have in common, but for lines that stood only shortly, which are told by name; lines that are `known` to pass
 * have the patience meant for them.
 */
export function compareTraces(
  real: readonly Entry[],
  demo: readonly Entry[],
  { longerMs, shortMs }: Patience = PATIENCE,
  known: (line: string) => boolean = () => true,
): Comparison {
  const isShort = ({ only, ms, line }: Place) =>
    ms < SHORT_MS || (only === 'real' && ms < shortMs && known(line))
  // What was missed between two equal lines makes one line of them.
  const once = laidOver(real, demo)
  const missed = once.places.filter(isShort)
  const again = laidOver(without(real, missed, 'real'), without(demo, missed, 'demo'))
  const short = [...missed, ...again.places.filter(isShort)]
  return {
    differences: [
      ...again.places.filter((place) => !isShort(place)).map(({ index: _, ...difference }) => difference),
      ...again.pairs.flatMap((pair) => unequalDelay(pair, longerMs)),
    ],
    passing: [...new Set(short.map(({ line }) => passingName(line)))].toSorted(),
  }
}

/** A trace whose lines stand as long as in the quicker of two traces of one play: what holds a line up is never what makes it pass. */
export function quickest(one: readonly Entry[], other: readonly Entry[]): readonly Entry[] {
  const stood = new Map(laidOver(one, other).pairs.map(([entry, [, ms]]) => [entry, ms]))
  return one.map((entry) => [entry[0], Math.min(entry[1], stood.get(entry) ?? entry[1])])
}

/** The names of the lines of a trace that stood only shortly. */
export const shortNames = (trace: readonly Entry[]): readonly string[] =>
  trace.filter(([line, ms]) => ms < SHORT_MS && !isMark(line)).map(([line]) => passingName(line))

/** What a passing line is called: without the numbers of the play that it was seen in. */
export const passingName = (line: string): string =>
  line.replace(/ \| step \S+ weight \d+/, '').replaceAll(/\d+/g, 'n')

function unequalDelay([[line, real], [, demo], after]: Pair, longerMs: number): readonly Difference[] {
  const ms = real - demo
  if (isMark(line) || Math.abs(ms) <= longerMs) return []
  return [{ only: ms > 0 ? 'longer in real' : 'longer in demo', line, ms, after }]
}

interface Place extends Difference {
  readonly only: 'real' | 'demo'
  readonly index: number
}

type Pair = readonly [real: Entry, demo: Entry, after: string]

interface Overlay {
  readonly places: readonly Place[]
  readonly pairs: readonly Pair[]
}

/** Lays the longest common run of lines over both traces; what is left on one side is a difference. */
function laidOver(real: readonly Entry[], demo: readonly Entry[]): Overlay {
  const common = commonLengths(real, demo)
  const places: Place[] = []
  const pairs: Pair[] = []
  let after = ''
  let i = 0
  let j = 0
  while (i < real.length || j < demo.length) {
    const mine = real[i]
    const yours = demo[j]
    if (mine && yours && mine[0] === yours[0]) {
      pairs.push([mine, yours, after])
      if (isMark(mine[0])) after = mine[0]
      i += 1
      j += 1
    } else if (!yours || (mine && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      if (mine) places.push({ only: 'real', line: mine[0], ms: mine[1], after, index: i })
      i += 1
    } else {
      places.push({ only: 'demo', line: yours[0], ms: yours[1], after, index: j })
      j += 1
    }
  }
  return { places, pairs }
}

function without(trace: readonly Entry[], places: readonly Place[], only: Place['only']): readonly Entry[] {
  const gone = new Set(places.filter((place) => place.only === only).map(({ index }) => index))
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
