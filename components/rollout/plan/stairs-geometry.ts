import type { StepView } from '@/lib/rollouts/view.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Stair {
  readonly step: StepView
  readonly x: number
  readonly width: number
  /** The height of the landing. */
  readonly y: number
  /** Whether this step changes the weight, up or down. */
  readonly rises: boolean
}

export interface Progress {
  /** As status.currentStepIndex; the number of steps once all are done. */
  readonly index: number
  /** The weight that counts as served now; null when unknown. */
  readonly actual: number | null
  readonly finished: boolean
  readonly aborted: boolean
  /** The step an abort interrupted, where it was seen; the controller itself forgets it. */
  readonly abortedStep: number | null
  /** How much of the current timed pause is over, 0 to 1; null when the step is not timed. */
  readonly elapsed: number | null
}

export interface Stairs {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly baseline: number
  /** Whether the columns are wide enough for large type. */
  readonly roomy: boolean
  readonly stairs: readonly Stair[]
  readonly ticks: readonly { readonly weight: number; readonly y: number }[]
  readonly walked: readonly Point[]
  readonly ahead: readonly Point[]
  /** From the landing an abort left down to the ground. */
  readonly wayBack: readonly [Point, Point] | null
  readonly marker: Point
}

const axis = 40
const start = 24
const end = 56
const top = 24
const plot = 100
const narrowest = 76
const roomyFrom = 128

const clamp = (value: number, a: number, b: number) =>
  Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b))

/**
 * The staircase of a canary in units of its own (see use-room.ts), as wide as `available` or wider where its steps would not fit: every step is a
 * column, a change of weight a riser at its left edge, the rest of it a landing.
 */
export function layoutStairs(
  steps: readonly StepView[],
  max: number,
  progress: Progress,
  available: number,
): Stairs {
  const column = Math.max(narrowest, (available - axis - start - end) / Math.max(steps.length, 1))
  const left = axis
  const origin = left + start
  const right = origin + column * steps.length + end
  const baseline = top + plot
  const level = (weight: number) => baseline - (clamp(weight, 0, max) / Math.max(max, 1)) * plot
  const stairs = steps.map((step, i) => ({
    step,
    x: origin + i * column,
    width: column,
    y: level(step.weight),
    rises: step.weight !== (steps[i - 1]?.weight ?? 0),
  }))
  const path = pathOf(stairs, { left, origin, right, baseline, summit: level(max) })
  const marker = markerOf(stairs, progress, { path, left, origin, right, baseline, level, max })
  const { walked, ahead } = cutAt(path, marker, progress.aborted)
  return {
    width: right,
    height: baseline,
    left,
    right,
    baseline,
    roomy: column >= roomyFrom,
    stairs,
    ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ weight: share * max, y: level(share * max) })),
    walked,
    ahead,
    wayBack: wayBackOf(stairs, progress, baseline),
    marker: marker.point,
  }
}

interface Frame {
  readonly left: number
  /** Where the first step begins. */
  readonly origin: number
  readonly right: number
  readonly baseline: number
  readonly summit: number
}

// Two points for each step: where it enters its landing and where it leaves it; then the summit all users reach.
function pathOf(stairs: readonly Stair[], frame: Frame): readonly Point[] {
  const { left, origin, right, baseline, summit } = frame
  const landings = stairs.flatMap(({ x, width, y }) => [
    { x, y },
    { x: x + width, y },
  ])
  const foot = landings.at(-1)?.x ?? origin
  return [
    { x: left, y: baseline },
    { x: origin, y: baseline },
    ...landings,
    { x: foot, y: summit },
    { x: right, y: summit },
  ]
}

interface Ground {
  readonly path: readonly Point[]
  readonly left: number
  readonly origin: number
  readonly right: number
  readonly baseline: number
  readonly level: (weight: number) => number
  readonly max: number
}

/** `after` counts the points of the path that lie before the marker. */
interface Marker {
  readonly point: Point
  readonly after: number
}

function markerOf(stairs: readonly Stair[], progress: Progress, ground: Ground): Marker {
  const { path, left, origin, right, baseline, level, max } = ground
  const last = path.length
  if (progress.aborted) {
    const fallen = progress.abortedStep === null ? undefined : stairs[progress.abortedStep]
    const x = fallen ? fallen.x + fallen.width / 2 : (left + origin) / 2
    return { point: { x, y: baseline }, after: 0 }
  }
  const summit = { x: right - end / 2, y: level(max) }
  if (progress.finished) return { point: summit, after: last - 1 }
  const stair = stairs[progress.index]
  const from = stairs[progress.index - 1]?.step.weight ?? 0
  if (!stair) {
    if (from >= max) return { point: summit, after: last - 1 }
    const foot = path.at(-2) ?? summit
    return { point: { x: foot.x, y: level(clamp(progress.actual ?? from, from, max)) }, after: last - 2 }
  }
  const before = 2 + 2 * progress.index
  if (stair.rises) {
    const y = level(clamp(progress.actual ?? from, from, stair.step.weight))
    return { point: { x: stair.x, y }, after: before }
  }
  const along = stair.width * (progress.elapsed ?? 0.5)
  return { point: { x: stair.x + along, y: stair.y }, after: before + 1 }
}

// What was walked before an abort is not done: the next attempt starts from the ground, so all of it lies ahead.
function cutAt(path: readonly Point[], { point, after }: Marker, aborted: boolean) {
  if (aborted) return { walked: [], ahead: path }
  return { walked: [...path.slice(0, after), point], ahead: [point, ...path.slice(after)] }
}

function wayBackOf(stairs: readonly Stair[], progress: Progress, baseline: number): Stairs['wayBack'] {
  const fallen = progress.aborted && progress.abortedStep !== null ? stairs[progress.abortedStep] : undefined
  if (!fallen || fallen.y >= baseline) return null
  const x = fallen.x + fallen.width / 2
  return [
    { x, y: fallen.y },
    { x, y: baseline },
  ]
}

/** The points as an SVG path made of straight runs; empty for none. */
export const svgPath = (points: readonly Point[]): string =>
  points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' ')

/** The area between the points and the ground, closed. */
export function svgArea(points: readonly Point[], baseline: number): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return ''
  return `${svgPath(points)} L${round(last.x)} ${baseline} L${round(first.x)} ${baseline} Z`
}

const round = (value: number) => Math.round(value * 10) / 10
