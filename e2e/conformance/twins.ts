import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Cluster } from '../cluster/cluster.ts'
import { type JsonObject, type JsonValue, listAt, textAt } from '../cluster/json.ts'
import { type ObjectRef, rolloutPath, until } from '../cluster/waits.ts'
import type { Site, Situation } from './situations/situation.ts'

/** Two Rollouts in the same situation: ours acts on the one and the plugin on the other. */
export interface Twins {
  readonly ours: ObjectRef
  readonly theirs: ObjectRef
  /** Waits until both have come to rest, alike and otherwise than before. */
  untilAlike(): Promise<void>
}

/** What is still being carried out moves sooner than that. */
const REST_MS = 1_000
const REST_LIMIT_MS = 60_000

/** Brings both into the situation. */
export async function bringTwins(
  { cluster, metrics }: Omit<Site, 'ref'>,
  place: string,
  bring: Situation['bring'],
): Promise<Twins> {
  const ours = { namespace: `${place}-ours`, name: 'web' }
  const theirs = { namespace: `${place}-theirs`, name: 'web' }
  await Promise.all([ours, theirs].map((ref) => bring({ cluster, metrics, ref })))
  const look = async () => pairOf(await likenessOf(cluster, ours), await likenessOf(cluster, theirs))
  const before = await untilAtRest('the twins are alike', look, ({ differing }) => differing.length === 0)
  return {
    ours,
    theirs,
    untilAlike: async () => {
      const accept = (pair: Pair) => pair.differing.length === 0 && pair.ours !== before.ours
      await untilAtRest('both are alike again, and not as before', look, accept)
    },
  }
}

interface Pair {
  /** The lines of one that the other does not have. */
  readonly differing: readonly string[]
  readonly ours: string
}

function pairOf(ours: string, theirs: string): Pair {
  if (ours === theirs) return { differing: [], ours }
  const [mine, yours] = [ours.split('\n'), theirs.split('\n')]
  const lacking = (lines: readonly string[], others: readonly string[]) =>
    lines.filter((line) => !others.includes(line))
  return { differing: ['ours', ...lacking(mine, yours), 'theirs', ...lacking(yours, mine)], ours }
}

/** Looks again and again until what is seen is accepted and stands still for a while. */
async function untilAtRest(
  what: string,
  look: () => Promise<Pair>,
  accept: (pair: Pair) => boolean,
): Promise<Pair> {
  const probe = async () => {
    const earlier = await look()
    await delay(REST_MS)
    return { now: await look(), earlier }
  }
  const isAtRest = ({ now, earlier }: Readonly<Record<'now' | 'earlier', Pair>>) =>
    isDeepStrictEqual(now, earlier) && accept(now)
  return (await until(what, probe, isAtRest, REST_LIMIT_MS)).now
}

/** Fields in which twins differ by birth: names of the place, identities, versions and times. */
const byBirth = new Set([
  'namespace',
  // What a metric asks for is a path of its place.
  'url',
  'clusterIP',
  'clusterIPs',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'managedFields',
  'lastUpdateTime',
  'lastTransitionTime',
  'startTime',
  'abortedAt',
  'scale-down-deadline',
])

/** Conditions are known by their type; the controller puts what it writes anew at the end. */
const byType = (a: JsonValue, b: JsonValue): number => textAt(a, 'type').localeCompare(textAt(b, 'type'))

/** A ReplicaSet without the number of its writes: the controller may need one more to come to the same. */
const lessGeneration = ({ metadata, status, ...set }: JsonObject): JsonObject => ({
  ...set,
  metadata: { ...Object(metadata), generation: null },
  status: { ...Object(status), observedGeneration: null },
})

/** A run and what became of it: how often it measured depends on when it began. */
const fate = ({ metadata, spec, status }: JsonObject): JsonObject => ({
  metadata: { name: Object(metadata).name, labels: Object(metadata).labels },
  spec: spec ?? null,
  status: { phase: Object(status).phase, message: Object(status).message },
})

/**
 * What is there as a text in which twins are equal. A false flag is the same as none: `retry` writes `abort: false` on a Rollout that was
 * never aborted.
 */
const likeness = (objects: readonly JsonValue[], less: readonly string[]): string =>
  JSON.stringify(
    objects,
    (key, value) => {
      if (byBirth.has(key) || less.includes(key) || value === false) return undefined
      return key === 'conditions' && Array.isArray(value) ? value.toSorted(byType) : value
    },
    1,
  )

/** The likeness of the Rollout that is there now, of its ReplicaSets, its runs and Experiments and the Services beside it, less further fields. */
export async function likenessOf(
  cluster: Pick<Cluster, 'get'>,
  ref: ObjectRef,
  less: readonly string[] = [],
): Promise<string> {
  const listed = async (path: string) => listAt(await cluster.get(path.replace('*', ref.namespace)), 'items')
  const [rollout, sets, services, runs, experiments] = await Promise.all([
    cluster.get(rolloutPath(ref)),
    listed('/apis/apps/v1/namespaces/*/replicasets'),
    listed('/api/v1/namespaces/*/services'),
    listed('/apis/argoproj.io/v1alpha1/namespaces/*/analysisruns'),
    listed('/apis/argoproj.io/v1alpha1/namespaces/*/experiments'),
  ])
  const fates = [...runs, ...experiments].map(fate)
  return likeness([rollout, ...sets.map(lessGeneration), ...services, ...fates], less)
}
