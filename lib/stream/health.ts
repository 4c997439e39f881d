import type { Health } from './protocol.ts'

/** Whether the API server does not know Rollouts at all: their CRD is not installed. */
export const lacksRollouts = ({ degraded, state }: Health): boolean =>
  state === 'absent' || degraded.some((road) => road.resource === 'rollouts' && road.state === 'absent')
