import { CockpitError } from '../errors.ts'
import { doubtWords } from '../stream/health.ts'
import type { Place } from './doors.ts'
import type { Roads } from './roads.ts'
import type { RoadPhase } from './source.ts'

type Doubt = Pick<Roads, 'doubt'>

const kinds: Readonly<Partial<Record<RoadPhase, CockpitError['kind']>>> = {
  forbidden: 'forbidden',
  absent: 'not-found',
}

const doubts = ({ doubt }: Doubt, { namespace, needs = [] }: Place) =>
  needs.flatMap((need) => doubt(need, namespace) ?? [])

/** Whether a first list of something that the place needs is still to come. */
export const awaitsNeeds = (roads: Doubt, place: Place): boolean =>
  doubts(roads, place).some(({ state }) => state === 'listing')

/** Why what the place needs is not known as it is now; null where it is. */
export function doubtOf(roads: Doubt, place: Place): CockpitError | null {
  const [road] = doubts(roads, place)
  return road === undefined ? null : new CockpitError(kinds[road.state] ?? 'unreachable', doubtWords(road))
}
