import type { Clock } from '../clock.ts'
import { podsBehind } from '../controllers/endpoint-slices/pods-behind.ts'
import { HASH } from '../controllers/rollout/names.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'
import { successShare, versionOf } from './answers.ts'
import { type Book, createBook, type Hit, type ServiceCount } from './book.ts'

export interface TrafficState {
  readonly on: boolean
  /** Requests to each Service in a second of its time. */
  readonly perSecond: number
  /** How those since the traffic was turned on were answered. */
  readonly services: readonly ServiceCount[]
}

/** People who use the applications: requests to every Service, one after the other to its ready endpoints. */
export interface Traffic {
  state(): TrafficState
  set(on: boolean, perSecond: number): void
  /** Lets requests come to the Services of a store in its time; the answer ends them. */
  attach(store: Store, clock: Clock): () => void
  /** The last requests of a pod, at most two hundred. */
  hitsOf(podUid: string): readonly Hit[]
  subscribe(podUid: string, listener: () => void): () => void
  /** The share of good answers of the pods of a template hash: as counted, or as its version would answer; null without pods. */
  successRate(store: Store, namespace: string, hash: string): number | null
}

const TICK_MS = 1_000

/** Traffic that is off until it is turned on; off, it has no timer and remembers nothing. */
export function createTraffic(): Traffic {
  let on = false
  let perSecond = 1
  let book = createBook()
  const listeners = new Map<string, Set<() => void>>()
  const switches = new Set<() => void>()
  const tick = (store: Store, now: number) => {
    for (const service of store.list('services')) {
      const ready = podsBehind(store, service)
      for (const pod of askedPods(book, service, ready, perSecond)) {
        book.record(service, pod, now)
        for (const listener of listeners.get(pod.metadata.uid) ?? []) listener()
      }
    }
  }
  return {
    state: () => ({ on, perSecond, services: book.services() }),
    set: (nextOn, nextPerSecond) => {
      on = nextOn
      perSecond = nextPerSecond
      if (!on) book = createBook()
      for (const turn of switches) turn()
    },
    attach: (store, clock) => {
      let stop: (() => void) | null = null
      const next = () => {
        tick(store, clock.now())
        stop = clock.after(TICK_MS, next)
      }
      const turn = () => {
        if (on) stop ??= clock.after(TICK_MS, next)
        else {
          stop?.()
          stop = null
        }
      }
      switches.add(turn)
      turn()
      const forget = store.subscribe(({ type, resource, object }) => {
        if (type === 'DELETED') book.forget(resource, object)
      })
      return () => {
        switches.delete(turn)
        forget()
        stop?.()
      }
    },
    hitsOf: (uid) => book.hitsOf(uid),
    subscribe: (uid, listener) => {
      const mine = listeners.get(uid) ?? new Set()
      listeners.set(uid, mine.add(listener))
      return () => {
        mine.delete(listener)
        if (mine.size === 0) listeners.delete(uid)
      }
    },
    successRate: (store, namespace, hash) => {
      const counted = book.share(namespace, hash)
      if (counted !== null) return counted
      const pod = store.list('pods', namespace).find(({ metadata }) => metadata.labels?.[HASH] === hash)
      return pod === undefined ? null : successShare(versionOf(pod))
    },
  }
}

function askedPods(
  book: Book,
  service: KubeObject,
  ready: readonly KubeObject[],
  requests: number,
): readonly KubeObject[] {
  if (ready.length === 0) return []
  return Array.from({ length: requests }).flatMap(() => ready[book.turn(service, ready.length)] ?? [])
}
