import { versionNames } from './image.ts'
import type { RolloutDetail, RolloutRow, StepView } from './view.ts'
import { spokenDuration, spokenList, spokenShare, spokenStep } from './words.ts'

/** What one Rollout is told from: its row, and the rest of it where more than the row is known. */
export interface Told {
  readonly row: RolloutRow
  readonly detail: RolloutDetail | null
}

/** What a Rollout is doing, and what happens next or who decides; `next` is empty when nothing is known of it. */
export interface Sentence {
  readonly headline: string
  readonly next: string
}

export interface PodsOfVersion {
  readonly ready: number
  readonly current: number
  readonly desired: number
}

export interface Versions {
  /** The version to go back to and the one being rolled out, as a person calls them. */
  readonly stable: string
  readonly next: string
  readonly stableImages: readonly string[]
  readonly nextImages: readonly string[]
  /** Users are on the new version of a blue-green already, while a verification may still turn it back. */
  readonly switched: boolean
}

/** The two versions of an update. A row counts as stable what users have, which after the switch of a blue-green is the new version. */
export function versions({ row, detail }: Told): Versions {
  const active = detail?.replicaSets.find(({ roles }) => roles.includes('active'))
  const ahead = active
    ? !active.roles.includes('stable')
    : row.nextImages.length === 0 && row.stableImages.length > 0
  const switched = row.strategy === 'BlueGreen' && !row.fullyPromoted && ahead
  const former = detail?.replicaSets.find(({ roles }) => roles.includes('stable'))?.images ?? []
  const stableImages = switched ? former : row.stableImages
  const nextImages = switched ? row.stableImages : row.nextImages
  const names = versionNames(stableImages, nextImages)
  return {
    stable: names.stable ?? 'the stable version',
    next: names.next ?? 'the new version',
    stableImages,
    nextImages,
    switched,
  }
}

/** The pods of the version that is coming; null when only the row is known or it has no ReplicaSet. */
export function nextPods({ detail }: Told): PodsOfVersion | null {
  const sets = detail?.replicaSets.filter(({ version }) => version === 'next') ?? []
  if (sets.length === 0) return null
  const sum = (count: (of: (typeof sets)[number]) => number) => sets.reduce((all, set) => all + count(set), 0)
  return {
    ready: sum(({ ready }) => ready),
    current: sum(({ replicas }) => replicas),
    desired: sum(({ desired }) => desired),
  }
}

/** The index in force: one that the controller has not written yet counts 0. */
export const stepIndex = ({ row }: Told): number => row.stepIndex ?? 0

/** `step 2 of 5` for where a canary stands; null without steps or past the last. */
export function currentStep(told: Told): string | null {
  const { length } = told.row.stepWeights
  return stepIndex(told) >= length ? null : spokenStep(stepIndex(told), length)
}

function spokenKind(step: StepView, max: number): string {
  switch (step.kind) {
    case 'setWeight':
      return spokenShare(step.weight, max)
    case 'pause':
      return step.pauseSeconds === null
        ? 'a pause until someone promotes'
        : `a pause of ${spokenDuration(step.pauseSeconds)}`
    case 'analysis':
      return 'an analysis'
    case 'experiment':
      return 'an experiment'
    case 'setCanaryScale':
      return 'a change of the canary scale'
    case 'plugin':
      return 'a step plugin'
    case 'setHeaderRoute':
      return 'a header route'
    case 'setMirrorRoute':
      return 'a mirror route'
    case 'invalid':
      return 'an invalid step'
  }
}

const mostNamed = 4

function comingWeights(told: Told, max: number): readonly string[] {
  const { stepWeights } = told.row
  const index = stepIndex(told)
  const coming = stepWeights.slice(index + 1).filter((weight, at) => weight !== stepWeights[index + at])
  return (coming.at(-1) === max ? coming : [...coming, max]).map((weight) => spokenShare(weight, max))
}

/**
 * What comes after the current step, as one sentence: `Then 50 %, a pause of 10 min, and 100 %.`; from a row alone the weights only.
 * After the last step the controller goes to the full weight, whatever the last setWeight says. Empty without steps or past the last.
 * Mirrors argo-rollouts@v1.10.1 utils/replicaset/canary.go#L557
 */
export function outlook(told: Told): string {
  if (currentStep(told) === null) return ''
  const max = told.row.maxWeight
  const plan = told.detail?.plan ?? null
  const named = plan === null ? comingWeights(told, max) : comingSteps(plan.steps.slice(plan.index + 1), max)
  const shown = named.slice(0, mostNamed)
  const hidden = named.length - shown.length
  const more = hidden === 0 ? [] : [hidden === 1 ? '1 more' : `${hidden} more`]
  return `Then ${spokenList([...shown, ...more])}.`
}

function comingSteps(steps: readonly StepView[], max: number): readonly string[] {
  const named = steps.map((step) => spokenKind(step, max))
  const last = steps.at(-1)
  return last?.kind === 'setWeight' && last.weight === max ? named : [...named, spokenShare(max, max)]
}

/** What becomes of the old pods after a switch of users; empty when only the row is known. */
export function afterSwitch({ detail }: Told): string {
  if (detail === null) return ''
  const delay = detail.scaleDownDelaySeconds
  if (delay === null) return 'After promotion the old pods are scaled down at once.'
  // The controller writes no deadline for a delay of 0, so that nothing ever scales the old pods down: argo-rollouts@v1.10.1 rollout/replicaset.go#L346
  if (delay === 0) return 'After promotion the old pods keep running.'
  return `After promotion the old pods are kept for ${spokenDuration(delay)}, then scaled down.`
}

/** Sentences in a row, without those that say nothing. */
export const joined = (...sentences: readonly string[]): string =>
  sentences.filter((text) => text !== '').join(' ')
