import { parseAsArrayOf, parseAsString, parseAsStringLiteral, throttle, useQueryStates } from 'nuqs'
import type { Phase } from '@/lib/rollouts/view.ts'

/** What the chips choose among: the rows that somebody must look at, those that wait for a person, or those of one phase. */
export const chipValues = [
  'attention',
  'waiting',
  'degraded',
  'progressing',
  'paused',
  'healthy',
  'unknown',
] as const
export type ChipValue = (typeof chipValues)[number]

/** The phase a chip stands for; null for one that is no phase. */
export const chipPhases: Record<ChipValue, Phase | null> = {
  attention: null,
  waiting: null,
  degraded: 'Degraded',
  progressing: 'Progressing',
  paused: 'Paused',
  healthy: 'Healthy',
  unknown: 'Unknown',
}

/** The kinds that the list can be narrowed to, as the URL says them. */
export const kinds = ['rollout', 'deployment', 'service'] as const
export type Kind = (typeof kinds)[number]

export const views = ['table', 'cards'] as const
export type View = (typeof views)[number]

/** By what the list is sorted, from low to high or, with a minus, from high to low; a phase is lower the worse it is. */
export const sorts = ['waiting', 'phase', '-phase', 'name', '-name', '-changed', 'changed'] as const
export type Sort = (typeof sorts)[number]

/** Whether a text names an order. */
export const isSort = (text: string): text is Sort => sorts.some((sort) => sort === text)

const parsers = {
  view: parseAsStringLiteral(views).withDefault('table'),
  ns: parseAsArrayOf(parseAsString).withDefault([]),
  q: parseAsString.withDefault(''),
  phase: parseAsStringLiteral(chipValues),
  kind: parseAsStringLiteral(kinds),
  sort: parseAsStringLiteral(sorts),
}

/** The state of the fleet page, all of it in the URL. */
export const useFleetParams = () => useQueryStates(parsers)

/** For what changes with every keystroke: browsers refuse an address that changes too often. */
export const whileTyping = { limitUrlUpdates: throttle(300) }

export type FleetParams = ReturnType<typeof useFleetParams>[0]
export type SetFleetParams = ReturnType<typeof useFleetParams>[1]
