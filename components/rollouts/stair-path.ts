const run = 64
const base = 19
const rise = 0.17

interface StairPath {
  readonly plan: string
  /** The part behind us; empty when no step is done or the index is unknown. */
  readonly done: string
  /** Where the Rollout stands; null when all steps are done or the index is unknown. */
  readonly marker: { readonly x: number; readonly y: number } | null
}

const point = (n: number) => Number(n.toFixed(1))

/** The lines of a 64 by 19 staircase: one tread per step, as high as the weight in force. */
export function stairPath(weights: readonly number[], index: number | null): StairPath {
  const tread = run / Math.max(1, weights.length)
  const y = (weight: number) => point(base - Math.min(100, Math.max(0, weight)) * rise)
  const treads = weights.map((weight, i) => `V${y(weight)}H${point(tread * (i + 1))}`)
  const plan = `M0 ${base}${treads.join('')}`
  if (index === null) return { plan, done: '', marker: null }
  const here = weights[index]
  const behind = treads.slice(0, index).join('')
  if (here === undefined) return { plan, done: `M0 ${base}${behind}`, marker: null }
  const marker = { x: point(tread * (index + 0.5)), y: y(here) }
  return { plan, done: `M0 ${base}${behind}V${marker.y}H${marker.x}`, marker }
}
