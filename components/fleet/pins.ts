import { useCallback, useSyncExternalStore } from 'react'
import type { PageKey } from '@/lib/stream/page.ts'

/** What is pinned of one cluster, by the keys of its pages. */
export type Pins = ReadonlySet<string>

const noPins: Pins = new Set()
const placeOf = (cluster: string) => `rollout-cockpit/pins/${cluster}`

/** What the browser refuses to keep, by place: it lives as long as the page. */
const refused = new Map<string, string>()

function read(place: string): string {
  try {
    return refused.get(place) ?? localStorage.getItem(place) ?? ''
  } catch {
    return ''
  }
}

function write(place: string, text: string): void {
  try {
    localStorage.setItem(place, text)
    refused.delete(place)
  } catch {
    refused.set(place, text)
  }
}

const known = new Map<string, { readonly text: string; readonly pins: Pins }>()

/** What was pinned before there were kinds is a Rollout. */
const keyed = (pin: string): string => (pin.split('/').length === 2 ? `rollouts/${pin}` : pin)

/** The same set until its text changes, whoever changed it. */
function pinsOf(cluster: string): Pins {
  const text = read(placeOf(cluster))
  const held = known.get(cluster)
  if (held?.text === text) return held.pins
  const pins: Pins = text === '' ? noPins : new Set(text.split('\n').map(keyed))
  known.set(cluster, { text, pins })
  return pins
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Another tab's pins are told by the browser.
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** Pins a row, or no longer. */
export function togglePin(cluster: string, key: PageKey): void {
  const pins = new Set(pinsOf(cluster))
  if (!pins.delete(key)) pins.add(key)
  write(placeOf(cluster), [...pins].join('\n'))
  for (const listener of listeners) listener()
}

/** What this browser has pinned of a cluster. */
export const usePins = (cluster: string): Pins =>
  useSyncExternalStore(
    subscribe,
    useCallback(() => pinsOf(cluster), [cluster]),
    () => noPins,
  )
