import { compareTraces, type Difference, type Patience } from './compare.ts'
import { type Look, pathOf } from './picture.ts'
import type { Trace } from './trace.ts'

/** A whole picture that one side alone has, or has for much longer, and what the other side has that is most like it. */
export interface PictureDifference extends Difference {
  /** Fields in which the nearest picture of the other side is another one; empty where the same one stands elsewhere. */
  readonly unlike: readonly string[]
}

/** What the pictures of two traces do not have in common, but for those that stood only shortly. */
export function comparePictures(real: Trace, demo: Trace, patience: Patience): readonly PictureDifference[] {
  const { differences } = compareTraces(real.pictures, demo.pictures, patience)
  return differences.map((difference) => {
    const [mine, other] = difference.only.endsWith('real') ? [real, demo] : [demo, real]
    return { ...difference, unlike: unlike(mine.looks.get(difference.line) ?? [], other) }
  })
}

/** What a picture has and the one that is most like it in another trace has not, and the other way round. */
function unlike(look: Look, { looks }: Trace): readonly string[] {
  const all = [...looks.values()].map((one) => fieldsUnlike(look, one))
  return all.reduce((best, one) => (one.length < best.length ? one : best), all[0] ?? look)
}

function fieldsUnlike(look: Look, nearest: Look): readonly string[] {
  const own = new Map(look.map((line) => [pathOf(line), line]))
  const others = new Map(nearest.map((line) => [pathOf(line), line]))
  const value = (line: string | undefined) => line?.slice(pathOf(line).length + 2) ?? 'nothing'
  return [...new Set([...own.keys(), ...others.keys()])]
    .filter((path) => own.get(path) !== others.get(path))
    .map((path) => `${path}: ${value(own.get(path))}; elsewhere ${value(others.get(path))}`)
}
