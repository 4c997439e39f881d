import { parseAsArrayOf, parseAsString, parseAsStringLiteral, throttle, useQueryStates } from 'nuqs'
import type { Phase } from '@/lib/rollouts/view.ts'

/** What the chips choose among: the rows that wait for a person, or those of one phase. */
export const chipValues = ['waiting', 'degraded', 'progressing', 'paused', 'healthy', 'unknown'] as const
export type ChipValue = (typeof chipValues)[number]

/** The phase a chip stands for; null for the one that is no phase. */
export const chipPhases: Record<ChipValue, Phase | null> = {
  waiting: null,
  degraded: 'Degraded',
  progressing: 'Progressing',
  paused: 'Paused',
  healthy: 'Healthy',
  unknown: 'Unknown',
}

export const views = ['table', 'cards'] as const
export type View = (typeof views)[number]

const parsers = {
  view: parseAsStringLiteral(views).withDefault('table'),
  ns: parseAsArrayOf(parseAsString).withDefault([]),
  q: parseAsString.withDefault(''),
  phase: parseAsStringLiteral(chipValues),
}

/** The state of the fleet page, all of it in the URL. */
export const useFleetParams = () => useQueryStates(parsers)

/** For what changes with every keystroke: browsers refuse an address that changes too often. */
export const whileTyping = { limitUrlUpdates: throttle(300) }

export type FleetParams = ReturnType<typeof useFleetParams>[0]
export type SetFleetParams = ReturnType<typeof useFleetParams>[1]
