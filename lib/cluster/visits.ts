import { type PageResource, pageResources } from '../stream/page.ts'
import type { Roads } from './roads.ts'
import { type ClusterSource, rootResources, type SourceEvent } from './source.ts'
import type { Timers } from './timers.ts'

/** The most namespaces that are watched because somebody names them, beside those of the context or the configuration. */
export const mostVisits = 16
const keepMs = 10 * 60_000
const askAgainMs = 30_000

/** What may be said of one kind in a namespace: what is known of it, nothing yet, or why it cannot be seen. */
export type Sight =
  | { readonly state: 'seen' | 'pending' }
  | { readonly state: 'refused' | 'crowded'; readonly problem: string }

export interface Visits {
  /** Somebody names the namespace from now on, or no longer does. */
  enter(namespace: string): void
  leave(namespace: string): void
  sight(namespace: string, resource: PageResource): Sight
  /** Whether what is told of the namespace is not yet, or no longer, to be counted. */
  hidden(namespace: string): boolean
  /** Told of each event after it was noted and stored. */
  note(event: SourceEvent): void
  /** Asks again where somebody waits and the refusal is old. */
  beat(): void
  stop(): void
}

interface VisitsDeps {
  readonly source: Pick<ClusterSource, 'home' | 'closed' | 'look'>
  readonly roads: Pick<Roads, 'narrow' | 'refusalIn' | 'settledIn' | 'leadsInto'>
  /** Milliseconds since the epoch. */
  now(): number
  readonly timers: Timers
  /** Whether somebody looks at all that is in view. */
  overlooked(): boolean
  /** The sight of a namespace is another one. */
  changed(namespace: string): void
}

/** idle: all namespaces are watched anyway; waiting: for room; joining: its first lists are under way. */
interface Visit {
  state: 'idle' | 'waiting' | 'joining' | 'joined' | 'refused'
  readers: number
  problem: string
  /** When it was refused or last left. */
  since: number
  /** Ends its watches. */
  end: () => void
  /** Calls off that it is let go. */
  keep: () => void
}

const nothing = () => {}
const seen: Sight = { state: 'seen' }
const pending: Sight = { state: 'pending' }
const crowded: Sight = {
  state: 'crowded',
  problem: `Rollout Cockpit watches ${mostVisits} further namespaces at most, and people look at all of them. Start it with --namespace to choose.`,
}

/** Watches the namespaces that somebody names where all of them may not be watched: each once, few at a time, and not for ever. */
export function createVisits(deps: VisitsDeps): Visits {
  const { source, roads, now, timers, overlooked, changed } = deps
  const visits = new Map<string, Visit>()
  // Those with watches of their own: the only ones that cost the API server anything.
  const held = new Map<string, Visit>()
  const waiting = new Map<string, Visit>()
  const homes = new Map<string, string>()
  let wide = true
  let widths = ''
  let full = false
  let admitting = false

  const elsewhere = (namespace: string) => !source.closed && !source.home.includes(namespace)

  function turn(namespace: string, visit: Visit, state: Visit['state']) {
    visit.state = state
    held.delete(namespace)
    waiting.delete(namespace)
    if (state === 'joining' || state === 'joined') held.set(namespace, visit)
    if (state === 'waiting') waiting.set(namespace, visit)
    changed(namespace)
    noteRoom()
  }

  function noteRoom() {
    const before = full
    full =
      held.size >= mostVisits && [...held.values()].every((one) => one.state === 'joined' && one.readers > 0)
    if (full !== before) for (const namespace of waiting.keys()) changed(namespace)
  }

  function release(visit: Visit) {
    const { end } = visit
    visit.end = nothing
    visit.keep()
    visit.keep = nothing
    end()
  }

  function forget(namespace: string, visit: Visit) {
    visits.delete(namespace)
    turn(namespace, visit, 'idle')
    release(visit)
  }

  function refuse(namespace: string, visit: Visit, problem: string) {
    visit.problem = problem
    visit.since = now()
    turn(namespace, visit, 'refused')
    release(visit)
    if (visit.readers === 0) forget(namespace, visit)
  }

  function makeRoom(): boolean {
    if (held.size < mostVisits) return true
    const left = [...held].filter(([, { readers }]) => readers === 0)
    const [oldest] = left.toSorted(([, a], [, b]) => a.since - b.since)
    if (oldest !== undefined) forget(...oldest)
    return oldest !== undefined
  }

  /** Ending and beginning to look is told at once, which leads back here. */
  function admit() {
    if (admitting) return
    admitting = true
    for (const [namespace, visit] of waiting) {
      if (!makeRoom()) break
      turn(namespace, visit, 'joining')
      visit.end = source.look(namespace)
      judge(namespace, visit)
    }
    admitting = false
  }

  function judge(namespace: string, visit: Visit) {
    if (visit.state !== 'joining' && visit.state !== 'joined') return
    const refusal = refusalOfAll(namespace)
    if (refusal !== null) return refuse(namespace, visit, refusal)
    // Where no road can be opened there is nothing to wait for.
    const arrived = roads.settledIn(namespace) || !roads.leadsInto(namespace)
    if (arrived !== (visit.state === 'joined')) turn(namespace, visit, arrived ? 'joined' : 'joining')
  }

  /** Why none of the roots may be seen in the namespace; null while one of them may be, or is not known yet. */
  function refusalOfAll(namespace: string): string | null {
    const narrow = rootResources.filter((root) => roads.narrow(root))
    const refusals = narrow.flatMap((root) => roads.refusalIn(namespace, root) ?? [])
    if (narrow.length < rootResources.length || refusals.length < narrow.length) return null
    const [first] = refusals
    return first?.problem ?? `Rollouts are ${first?.state}.`
  }

  function noteWide() {
    const before = widths
    widths = JSON.stringify(pageResources.map((resource) => roads.narrow(resource)))
    wide = !roads.narrow()
    for (const [namespace, visit] of visits) {
      if (before !== widths) changed(namespace)
      if (wide) settleBack(namespace, visit)
      else if (visit.state === 'idle') turn(namespace, visit, 'waiting')
      else judge(namespace, visit)
    }
  }

  function settleBack(namespace: string, visit: Visit) {
    if (visit.state === 'idle') return
    if (visit.readers === 0) return forget(namespace, visit)
    turn(namespace, visit, 'idle')
    release(visit)
  }

  function noteHomes() {
    for (const namespace of source.home) {
      const before = homes.get(namespace)
      const word = JSON.stringify(pageResources.map((resource) => sight(namespace, resource)))
      homes.set(namespace, word)
      if (before !== undefined && before !== word) changed(namespace)
    }
  }

  function lapse(namespace: string, visit: Visit) {
    visit.keep = timers.after(keepMs, () => {
      if (overlooked()) return lapse(namespace, visit)
      forget(namespace, visit)
      admit()
    })
  }

  function seenUnlessRefused(namespace: string, resource: PageResource): Sight {
    const problem = roads.refusalIn(namespace, resource)?.problem ?? null
    return problem === null ? seen : { state: 'refused', problem }
  }

  function sight(namespace: string, resource: PageResource): Sight {
    if (!source.closed && !roads.narrow(resource)) return seen
    if (!elsewhere(namespace)) return seenUnlessRefused(namespace, resource)
    const visit = visits.get(namespace)
    if (visit?.state === 'joined') return seenUnlessRefused(namespace, resource)
    if (visit?.state === 'refused') return { state: 'refused', problem: visit.problem }
    return visit?.state === 'waiting' && full ? crowded : pending
  }

  return {
    enter(namespace) {
      if (!elsewhere(namespace)) return
      const known = visits.get(namespace)
      const visit = known ?? { state: 'idle', readers: 0, problem: '', since: 0, end: nothing, keep: nothing }
      visits.set(namespace, visit)
      visit.readers++
      visit.keep()
      visit.keep = nothing
      if (known === undefined && !wide) turn(namespace, visit, 'waiting')
      noteRoom()
      admit()
    },
    leave(namespace) {
      const visit = visits.get(namespace)
      if (visit === undefined) return
      visit.readers--
      if (visit.readers > 0) return
      visit.since = now()
      if (visit.state === 'idle') visits.delete(namespace)
      else if (visit.state === 'joined' && roads.leadsInto(namespace)) lapse(namespace, visit)
      else forget(namespace, visit)
      noteRoom()
      admit()
    },
    sight,
    hidden: (namespace) => elsewhere(namespace) && visits.get(namespace)?.state !== 'joined',
    note(event) {
      if (event.type !== 'road' && event.type !== 'listed') return
      const { namespace } = event.type === 'road' ? event.road : event
      const visit = namespace === null ? undefined : visits.get(namespace)
      if (namespace === null) noteWide()
      else if (visit !== undefined) judge(namespace, visit)
      noteHomes()
      admit()
    },
    beat() {
      for (const [namespace, visit] of visits)
        if (visit.state === 'refused' && Math.abs(now() - visit.since) >= askAgainMs)
          turn(namespace, visit, 'waiting')
      admit()
    },
    stop() {
      for (const visit of visits.values()) visit.keep()
      visits.clear()
      held.clear()
      waiting.clear()
    },
  }
}
