import { setTimeout as delay } from 'node:timers/promises'
import { processFigures } from '../process-figures.ts'
import { measureCrowd } from './crowd.ts'
import type { DemoFigures } from './figures.ts'
import { startProcess } from './process.ts'
import { readAll } from './read-all.ts'
import { measureStarts } from './start.ts'

const STARTS = 5
const SETTLED_MS = 10_000

/** Measures the demo: how soon it stands, what its API takes, and what it bears. */
export async function measureDemo(say: (line: string) => void): Promise<DemoFigures> {
  say('demo: starts')
  const starts = await measureStarts(STARTS)
  say('demo: memory of its API')
  const rssMb = await measureMemory()
  say('demo: 1,000 Rollouts and 5,000 pods')
  return { starts, rssMb, crowd: await measureCrowd() }
}

/** The API with its scenarios alone, when it is up and when somebody has read and watched everything. */
async function measureMemory(): Promise<DemoFigures['rssMb']> {
  await using served = await startProcess('course-process.mjs')
  const started = processFigures(served.pid).rssMb
  await using _reader = await readAll(served.told)
  await delay(SETTLED_MS)
  return { started, read: processFigures(served.pid).rssMb }
}
