import type { Health } from '@/lib/stream/protocol.ts'

/** Why no Service can be known in a namespace, where listing them is refused; null where it is not. */
export function refusalIn(degraded: Health['degraded'], namespace: string): string | null {
  const road = degraded.find(
    (one) =>
      one.resource === 'services' &&
      one.state === 'forbidden' &&
      (one.namespace === null || one.namespace === namespace),
  )
  return road === undefined ? null : (road.problem ?? 'Needs list and watch on services.')
}
