import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from '../cluster/cluster.ts'
import { type Crowd, createCrowd, type Seen, watchTogether } from './crowd.ts'
import { collectGarbage, imageRollout, joinLimitMs, plainWatch, readRollout, untilSettled } from './load.ts'
import { createMarkers } from './markers.ts'
import { processFigures } from './process-figures.ts'
import { monotonicMs, type Times } from './stats.ts'
import type { Subject } from './subjects.ts'

export interface StormFigures {
  readonly viewers: number
  readonly storms: readonly Storm[]
}

export interface Storm {
  readonly load: number
  /** Milliseconds from before a Rollout's own patch to the first event with its image, per Rollout and viewer. */
  readonly events: Times
  /** The same at one plain watch of the API server beside them. */
  readonly floor: Times
  /** Milliseconds that each patch took. */
  readonly patches: Times
  /** CPU seconds of the server within the time that events were waited for. */
  readonly cpu: number
  /** What came to each viewer. */
  readonly bytes: number
}

export const stormRollouts = 50
/** The middle one counts: the machine is not the same in each, as the plain watch beside them shows. */
const counted = 5
/** So many the API server itself takes to be as fast as it gets: the first takes it twice as long. */
const warming = 5
const stormLimitMs = 20_000
const markers = createMarkers('storm')

/** So many Rollouts, from the index on, change their image at once; again when all have come to rest. */
export async function measureStorm(
  cluster: Cluster,
  start: () => Promise<Subject>,
  { rollouts, viewers, from }: { rollouts: number; viewers: number; from: number },
): Promise<StormFigures> {
  const subject = await start()
  const crowd = createCrowd()
  const floor = createCrowd()
  try {
    await floor.open(plainWatch(cluster, rollouts))
    const full = { marker: subject.item, times: rollouts }
    await crowd.open({ ...subject.stream, viewers, full, limitMs: joinLimitMs })
    const storms: Storm[] = []
    for (let storm = 0; storm < counted; storm++) {
      await collectGarbage(cluster)
      await delay(2_000)
      const load = loadavg()[0] ?? 0
      const before = processFigures(subject.pid).cpu
      const raised = await raise(cluster, [crowd, floor], (index) => (from + index) % rollouts)
      storms.push({ ...raised, load, cpu: processFigures(subject.pid).cpu - before })
      await untilSettled(cluster, rollouts)
    }
    await crowd.close()
    await floor.close()
    return { viewers, storms }
  } finally {
    await crowd.end()
    await floor.end()
    await subject.stop()
    await untilSettled(cluster, rollouts)
  }
}

/** Storms that nobody looks at. */
export async function warmUp(cluster: Cluster, rollouts: number): Promise<void> {
  for (let storm = 0; storm < warming; storm++) {
    await Promise.all(
      Array.from({ length: stormRollouts }, (_, index) =>
        imageRollout(cluster, index % rollouts, markers.next()),
      ),
    )
    await untilSettled(cluster, rollouts)
  }
}

async function raise(cluster: Cluster, crowds: readonly Crowd[], which: (index: number) => number) {
  const tags = Array.from({ length: stormRollouts }, () => markers.next())
  const sent: number[] = []
  const patches: number[] = []
  const patch = async (tag: string, index: number) => {
    const at = monotonicMs()
    sent[index] = at
    await imageRollout(cluster, which(index), tag)
    patches.push(monotonicMs() - at)
  }
  const order = { prefix: markers.prefix, markers: tags, limitMs: stormLimitMs }
  // As many connections as patches, opened beforehand: their TLS is no part of a write.
  await Promise.all(tags.map((_, index) => readRollout(cluster, which(index))))
  const [seen, least] = await watchTogether(crowds, order, async () => {
    await Promise.all(tags.map(patch))
  })
  const since = (times: Seen['times'] | undefined) =>
    tags.flatMap((tag, index) => (times?.[tag] ?? []).map((at) => at && at - (sent[index] ?? 0)))
  return { events: since(seen?.times), floor: since(least?.times), patches, bytes: seen?.bytes ?? 0 }
}
