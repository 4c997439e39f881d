import { useSyncExternalStore } from 'react'

// A sample is the server's instant less the way to here, so the largest one is nearest to the truth.
let offset: number | null = null
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

const jumpMs = 5_000

/** Milliseconds since the epoch as the server has them, as near as is known. */
export const serverNow = (): number => Date.now() + (offset ?? 0)

/** Corrects the page's clock by the server's instant at the moment it arrives. */
export function setServerTime(instant: string): void {
  const sample = Date.parse(instant) - Date.now()
  if (Number.isNaN(sample)) return
  const jumped = offset === null || Math.abs(sample - offset) > jumpMs
  if (jumped || sample > (offset ?? 0)) offset = sample
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const wholeSecond = () => Math.floor(serverNow() / 1_000) * 1_000

// Where the clocks on screen stand while nothing is heard.
let held: number | null = null
const shownSecond = () => held ?? wholeSecond()

/** Stops the clocks on screen at an instant (milliseconds) after which nothing is known; null lets them go on. */
export function holdClocks(at: number | null): void {
  const next = at === null ? null : Math.floor(at / 1_000) * 1_000
  if (next === held) return
  held = next
  for (const each of listeners) each()
}

/** The server's time in milliseconds, in whole seconds; renders once a second, and stands while the clocks are held. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, shownSecond, () => 0)
}

/** A text made from the server's time in milliseconds; renders only when the text changes. */
export function useTicking(text: (now: number) => string): string {
  return useSyncExternalStore(
    subscribe,
    () => text(shownSecond()),
    () => '',
  )
}
