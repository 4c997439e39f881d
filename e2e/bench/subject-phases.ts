import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from '../cluster/cluster.ts'
import { type Crowd, createCrowd, watchTogether } from './crowd.ts'
import { joinLimitMs, labelRollout, openWatches, plainWatch } from './load.ts'
import { createMarkers } from './markers.ts'
import { processFigures } from './process-figures.ts'
import { came, monotonicMs, percentile, type Times } from './stats.ts'
import type { Subject } from './subjects.ts'

export interface CrowdFigures {
  readonly viewers: number
  /** Milliseconds to the full list, per viewer, all asking at the same moment. */
  readonly join: Times
  readonly bytes: number
  readonly joinCpu: number
  /** Milliseconds from before a label is written to its event, per change and viewer. */
  readonly rest: Times
  /** The same at one plain watch of the API server beside them, per change: nothing can be faster. */
  readonly floor: Times
  /** CPU milliseconds of the server per change. */
  readonly restCpu: number
  readonly watches: number
  readonly rssMb: number
}

export interface SubjectFigures {
  readonly load: number
  readonly crowds: readonly CrowdFigures[]
  readonly rss: { readonly started: number; readonly base: number; readonly after: number }
}

export interface Bounds {
  readonly rollouts: number
  readonly viewers: readonly number[]
  readonly changes: number
}

/** So many changes a server tells one viewer before anything is measured: what runs for the first time is compiled, too. */
const warming = 60
const changeLimitMs = 10_000
/** Where viewers miss events, waiting for each would take hours. */
const restLimitMs = 60_000
const markers = createMarkers('rest')

interface Scene {
  readonly cluster: Cluster
  readonly subject: Subject
  readonly rollouts: number
}

/** Joins each number of viewers in turn, changes labels while they watch, and sees what is left when they have gone. */
export async function measureSubject(
  cluster: Cluster,
  start: () => Promise<Subject>,
  { rollouts, viewers, changes }: Bounds,
): Promise<SubjectFigures> {
  const load = loadavg()[0] ?? 0
  const watchesBefore = await openWatches(cluster)
  const subject = await start()
  const scene = { cluster, subject, rollouts }
  try {
    await delay(2_000)
    const started = processFigures(subject.pid).rssMb
    await measureCrowd(scene, 1, warming, watchesBefore)
    await quietLife(scene)
    const base = processFigures(subject.pid).rssMb
    const crowds: CrowdFigures[] = []
    for (const count of viewers) crowds.push(await measureCrowd(scene, count, changes, watchesBefore))
    await quietLife(scene)
    return { load, crowds, rss: { started, base, after: processFigures(subject.pid).rssMb } }
  } finally {
    await subject.stop()
  }
}

async function measureCrowd(scene: Scene, viewers: number, changes: number, watchesBefore: number) {
  const { cluster, subject, rollouts } = scene
  const crowd = createCrowd()
  const floor = createCrowd()
  const cpu = () => processFigures(subject.pid).cpu
  try {
    await floor.open(plainWatch(cluster, rollouts))
    const before = cpu()
    const full = { marker: subject.item, times: rollouts }
    const { times: join, bytes } = await crowd.open({
      ...subject.stream,
      viewers,
      full,
      limitMs: joinLimitMs,
    })
    const joined = cpu()
    await delay(1_500)
    const watches = (await openWatches(cluster)) - watchesBefore - 1
    const { rssMb } = processFigures(subject.pid)
    // Telling all its metrics keeps the API server busy for a while.
    await delay(1_000)
    const resting = cpu()
    const { rest, floor: least } = await changeLabels(scene, crowd, floor, changes)
    const restCpu = (1000 * (cpu() - resting)) / Math.max(1, rest.length / viewers)
    await crowd.close()
    await floor.close()
    return { viewers, join, bytes, joinCpu: joined - before, rest, floor: least, restCpu, watches, rssMb }
  } finally {
    await crowd.end()
    await floor.end()
  }
}

async function changeLabels({ cluster, rollouts }: Scene, crowd: Crowd, plain: Crowd, changes: number) {
  const rest: (number | null)[] = []
  const floor: (number | null)[] = []
  const deadline = monotonicMs() + restLimitMs
  for (let change = 0; change < changes && monotonicMs() < deadline; change++) {
    const marker = markers.next()
    let sent = 0
    const order = { prefix: markers.prefix, markers: [marker], limitMs: changeLimitMs }
    const [seen, least] = await watchTogether([crowd, plain], order, async () => {
      sent = monotonicMs()
      await labelRollout(cluster, (change * 7) % rollouts, marker)
    })
    const since = (at: number | null) => at && at - sent
    rest.push(...(seen?.times[marker] ?? []).map(since))
    floor.push(...(least?.times[marker] ?? []).map(since))
    await delay(150 + 200 * Math.random())
  }
  return { rest, floor }
}

/** Twelve seconds without viewers in which labels change now and then: a collector of garbage needs a reason to run. */
async function quietLife({ cluster, rollouts }: Scene): Promise<void> {
  for (let change = 0; change < 60; change++) {
    await labelRollout(cluster, (change * 11) % rollouts, markers.next())
    await delay(200)
  }
}

/** When the first, the middle and the last viewer had the full list, and how many had it at all. */
export function joined(join: Times) {
  const times = came(join)
  return {
    done: times.length,
    first: percentile(times, 0),
    p50: percentile(times, 0.5),
    last: percentile(times, 1),
  }
}
