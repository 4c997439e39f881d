import { canaryReplicas } from '../../rollouts/replicas.ts'

/** The limits of surge and unavailability with which weights were swept; the controller's own defaults where left out. */
export interface Limits {
  readonly maxSurge?: number
  readonly maxUnavailable?: number
}

/** How many pods of the new and the stable version there were at a weight, as `new+stable`. */
export interface SweepRow {
  readonly limits: Limits
  readonly replicas: number
  /** At the weights 1 to 100. */
  readonly splits: readonly string[]
}

/** Stands where the controller goes on before its pods have come to rest. */
const PASSED = '?'

/**
 * Without surge some weights want no pod of the new version (`canaryReplicas`). The controller goes on from them as soon as it is as near as
 * its limits let it be, and how near that is depends on how fast pods come and go: such splits are not told.
 */
export const settledSplits = ({ limits, replicas, splits }: SweepRow): readonly string[] =>
  splits.map((split, index) => {
    const { maxSurge = null, maxUnavailable = null } = limits
    const wanted = canaryReplicas({ replicas, weight: index + 1, maxWeight: 100, maxSurge, maxUnavailable })
    return maxSurge === 0 && index > 0 && replicas > 1 && wanted.next === 0 ? PASSED : split
  })

/** A sweep as a line of text: `{"maxSurge":0} 4: 1-24 1+3, 25-62 …`. */
export function rowText({ limits, replicas, splits }: SweepRow): string {
  const runs: { readonly split: string; readonly from: number; to: number }[] = []
  for (const [index, split] of splits.entries()) {
    const last = runs.at(-1)
    if (last?.split === split) last.to = index + 1
    else runs.push({ split, from: index + 1, to: index + 1 })
  }
  const told = runs.map(({ split, from, to }) => `${from}-${to} ${split}`)
  return `${JSON.stringify(limits)} ${replicas}: ${told.join(', ')}\n`
}

/** The sweeps that a text of such lines is of. */
export const readRows = (text: string): readonly SweepRow[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, limits = '{}', replicas = '', runs = ''] = /^(\{.*\}) (\d+): (.*)$/.exec(line) ?? []
      const splits = runs.split(', ').flatMap((run) => {
        const [, from = '0', to = '0', split = ''] = /^(\d+)-(\d+) (.*)$/.exec(run) ?? []
        return new Array<string>(Number(to) - Number(from) + 1).fill(split)
      })
      return { limits: JSON.parse(limits), replicas: Number(replicas), splits }
    })
