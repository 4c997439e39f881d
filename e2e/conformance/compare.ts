import { toRolloutInfo } from '../../lib/rollouts/info.ts'
import { rolloutText } from '../../lib/rollouts/text.ts'
import type { ReplicaSetView, RolloutDetail } from '../../lib/rollouts/view.ts'
import type { ObjectRef } from '../cluster/waits.ts'
import type { Oracle } from './oracle.ts'
import type { View } from './view.ts'

export interface Comparison {
  readonly detail: RolloutDetail
  /** Every way in which we and an oracle differ, told for a person; empty when all agree. */
  readonly differences: readonly string[]
}

/**
 * Compares our view with both oracles, or answers null when the Rollout moved meanwhile: the same picture must
 * stand before and after the oracles were asked, for otherwise they speak of another moment.
 */
export async function compareOnce(ref: ObjectRef, view: View, oracle: Oracle): Promise<Comparison | null> {
  const before = view.detail(ref)
  if (before === null) return null
  const started = Date.now()
  const text = await oracle.text(ref)
  const ended = Date.now()
  // The second oracle is the slow one.
  if (stillNow(before, ref, view) === null) return null
  const info = await oracle.info(ref)
  const detail = stillNow(before, ref, view)
  if (detail === null) return null
  const stoodStill = before.resourceVersion === detail.resourceVersion
  const differences = [
    ...textDifference(detail, text, started, ended),
    ...infoDifferences(detail, info, stoodStill ? copies : [...copies, 'resourceVersion']),
  ]
  // Our watch may have been behind what an oracle had just been told.
  const isAbreast = differences.length === 0 || isSame(detail, await view.listedDetail(ref))
  return isAbreast ? { detail, differences } : null
}

const isSame = (one: RolloutDetail, other: RolloutDetail | null): boolean =>
  other !== null && pictureOf(one) === pictureOf(other)

/** What is seen now where it looks as it did before, else null. */
function stillNow(before: RolloutDetail, ref: ObjectRef, view: View): RolloutDetail | null {
  const now = view.detail(ref)
  return isSame(before, now) ? now : null
}

/** Of neither oracle's view: the controller can write them without end (README), and nothing is seen of it. */
const unseen: ReadonlySet<string> = new Set(['resourceVersion', 'conditions', 'changedAt'])

const without = (keys: Iterable<string>) => {
  const left = new Set(keys)
  return (key: string, value: unknown): unknown => (left.has(key) ? undefined : value)
}

/** All that is seen of a Rollout, as a text that changes when that does. */
export const pictureOf = (detail: RolloutDetail): string => JSON.stringify(detail, without(unseen))

/** Ages and delays count whole seconds: some instant of the CLI's run must give its text to the byte. */
function textDifference(
  detail: RolloutDetail,
  answer: string,
  started: number,
  ended: number,
): readonly string[] {
  if (instants(started, ended).some((now) => rolloutText(detail, now) === answer)) return []
  const ours = rolloutText(detail, ended)
  return [`the text differs\n--- kubectl argo rollouts get rollout\n${answer}\n--- ours\n${ours}`]
}

/** One instant of each second that the span touches: within a second no age changes. */
function instants(started: number, ended: number): readonly number[] {
  const first = Math.floor(started / 1000) + 1
  const seconds = Math.max(0, Math.floor(ended / 1000) - first + 1)
  return [started, ...Array.from({ length: seconds }, (_, index) => (first + index) * 1000 + 1)]
}

function infoDifferences(detail: RolloutDetail, answer: unknown, left: Iterable<string>): readonly string[] {
  const [ours, theirs] = [toRolloutInfo(detail), answer].map((one): unknown =>
    JSON.parse(JSON.stringify(one, without(left))),
  )
  return [...differencesOf('info', ours, theirs)]
}

/** What the dashboard copies from the objects word for word and computes nothing of: no part of a view. */
const copies: ReadonlySet<string> = new Set(['annotations', 'specAndStatus'])

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Field by field: what stands at a path on one side and not, or otherwise, on the other. */
function* differencesOf(path: string, ours: unknown, theirs: unknown): Generator<string> {
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    for (const [index, one] of ours.entries()) yield* differencesOf(`${path}[${index}]`, one, theirs[index])
  } else if (isRecord(ours) && isRecord(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      yield* differencesOf(`${path}.${key}`, ours[key], theirs[key])
    }
  } else if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    yield `${path}: ours ${JSON.stringify(ours)}, the dashboard's ${JSON.stringify(theirs)}`
  }
}

const shapeOf = (set: ReplicaSetView) =>
  [
    set.revision,
    set.status,
    ...set.roles,
    `${set.available}/${set.replicas}/${set.desired}`,
    set.scaleDownDeadline === null ? '' : 'delay',
    ...set.pods.map((pod) => `${pod.status} ${pod.ready} ${pod.restarts > 0 ? 'restarted' : ''}`),
  ].join(' ')

/** What makes a state distinct: everything that is shown, less names, hashes, ages and namespaces. */
export function signatureOf({ row, ...detail }: RolloutDetail): string {
  return JSON.stringify([
    row.strategy,
    row.phase,
    row.message.replace(/"[^"]*"/g, '""'),
    [row.step, row.setWeight, row.actualWeight],
    row.counts,
    detail.images.map((image) => image.tags),
    detail.replicaSets.map(shapeOf),
    detail.experiments.map((one) => [one.status, one.replicaSets.map(shapeOf), one.analysisRuns.length]),
    detail.analysisRuns.map((run) => [
      run.status,
      run.successful,
      run.failed,
      run.inconclusive,
      run.error,
      run.jobs.length,
    ]),
  ])
}
