import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { differences } from './compare.ts'
import { playOnDemo } from './play.ts'
import { plays } from './plays.ts'
import type { Trace } from './trace.ts'

interface Recorded extends Trace {
  /** The real recorder drops an object's Events after the twenty-fifth, and melts similar ones into one. */
  readonly eventsCut?: boolean
}

/** What the real controllers went through in the same plays, with the versions that they were recorded with. */
function recorded(group: string): Readonly<Record<string, Recorded>> {
  const url = new URL(`../fixtures/recorded-${group}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')).plays
}

const real = { ...recorded('canary'), ...recorded('blue-green'), ...recorded('deployment') }

describe('the demo goes the way of the real controllers', () => {
  test('every play is recorded', () => {
    expect(Object.keys(real).toSorted()).toEqual(Object.keys(plays).toSorted())
  })

  test.each(Object.entries(plays))('%s', (name, play) => {
    const trace = playOnDemo(play)
    const truth = real[name]
    expect(differences(truth?.status ?? [], trace.status)).toEqual([])
    expect(differences(truth?.sizes ?? [], trace.sizes)).toEqual([])
    const told = truth?.eventsCut
      ? trace.events.filter((event) => truth.events.includes(event))
      : trace.events
    expect(told).toEqual(truth?.events)
  })
})
