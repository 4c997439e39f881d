import type { PageKey } from './page.ts'
import type { StreamMessage } from './protocol.ts'

/** What one reader wants to hear of one cluster. */
export interface Scope {
  readonly cluster: string
  readonly fleet: boolean
  readonly pages: readonly PageKey[]
}

/** All that any of the scopes wants of a cluster, in a fixed order; null when none wants anything. */
export function unionOf(cluster: string, scopes: Iterable<Scope>): Scope | null {
  let fleet = false
  const keys = new Set<PageKey>()
  for (const scope of scopes) {
    if (scope.cluster !== cluster) continue
    fleet ||= scope.fleet
    for (const key of scope.pages) keys.add(key)
  }
  if (!fleet && keys.size === 0) return null
  return { cluster, fleet, pages: [...keys].sort() }
}

/** Whether two scopes want the same, in whichever order they say it. */
export function sameScope(a: Scope | null, b: Scope | null): boolean {
  if (a === null || b === null) return a === b
  return a.cluster === b.cluster && covers(a, b) && covers(b, a)
}

/** Whether `wide` brings all that `narrow` wants. */
export function covers(wide: Scope | null, narrow: Scope): boolean {
  if (wide === null || wide.cluster !== narrow.cluster) return false
  if (narrow.fleet && !wide.fleet) return false
  return narrow.pages.every((key) => wide.pages.includes(key))
}

/** What `next` wants that `before` did not: the parts that a reader has to be told from the start. */
export function added(before: Scope | null, next: Scope): Scope {
  if (before === null || before.cluster !== next.cluster) return next
  return {
    cluster: next.cluster,
    fleet: next.fleet && !before.fleet,
    pages: next.pages.filter((key) => !before.pages.includes(key)),
  }
}

/** Whether a message is of use to a reader with this scope. */
export function concerns(message: StreamMessage, scope: Scope): boolean {
  switch (message.type) {
    case 'fleet':
    case 'fleet-delta':
      return scope.fleet
    case 'detail':
    case 'detail-delta':
      return scope.pages.includes(message.key)
    case 'hello':
    case 'health':
    case 'ping':
      return true
  }
}
