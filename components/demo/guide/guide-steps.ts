import { imageParts } from '@/lib/rollouts/image.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'

/** What a newcomer is told, in its order. */
export type GuideStep = 'see' | 'promote' | 'watch' | 'ship' | 'abort' | 'done'

/** The part of the guide that a step belongs to, 1 to 4. */
export const partOf: Readonly<Record<GuideStep, number>> = {
  see: 1,
  promote: 2,
  watch: 3,
  ship: 4,
  abort: 4,
  done: 4,
}

const settled = ({ phase }: RolloutRow) => phase === 'Healthy'

/** The step that what is to be seen of the Rollout leads to; the same one while nothing of it has come yet. */
export function stepAfter(step: GuideStep, row: RolloutRow): GuideStep {
  const moved = (row.stepIndex ?? 0) > 1
  switch (step) {
    case 'see':
    case 'promote':
      if (row.aborted) return step
      return settled(row) ? 'ship' : moved ? 'watch' : step
    case 'watch':
      return settled(row) ? 'ship' : step
    case 'ship':
      return row.trouble.length > 0 ? 'abort' : step
    case 'abort':
      return row.aborted || settled(row) ? 'done' : step
    case 'done':
      return step
  }
}

export interface GuideWords {
  readonly title: string
  readonly text: string
}

const tagOf = (image: string) => imageParts(image).tag || image

const percent = (share: number | null) => (share === null ? 'some' : `${Math.round(share * 100)} %`)

/** What is said at a step, of the Rollout as it is now. */
export function guideWords(step: GuideStep, row: RolloutRow, readOnly: boolean): GuideWords {
  const [before = 'the old version'] = row.stableImages.map(tagOf)
  const [after = 'the new version'] = row.nextImages.map(tagOf)
  if (row.aborted && step !== 'done' && step !== 'abort')
    return {
      title: 'It was aborted.',
      text: `Everybody gets ${before} again. Press Retry to let it try once more, or Reset above to begin again.`,
    }
  switch (step) {
    case 'see':
      return {
        title: 'A canary waits for you.',
        text: `${percent(row.share)} of the users get ${after}, all others still ${before}. Blue is what everybody has, orange what is coming, and the plan shows how it goes on.`,
      }
    case 'promote':
      return {
        title: 'Promote it.',
        text: readOnly
          ? 'This cockpit is read-only, so its buttons are locked. In a terminal, kubectl argo rollouts promote does the same.'
          : 'Press the dark button. A card says what is going to happen before anything does; confirm it there.',
      }
    case 'watch':
      return row.pause?.waitsFor === 'clock'
        ? {
            title: 'Now it waits for time to pass.',
            text: `${percent(row.share)} of the users get ${after}. You need not wait here: press Skip the pause above.`,
          }
        : {
            title: 'Watch it move.',
            text: 'Pods of the new version come, pods of the old one go. The bar and the plan follow by themselves.',
          }
    case 'ship':
      return settled(row)
        ? {
            title: `Everybody gets ${before}.`,
            text: 'See how a release fails: press Ship a bad version above.',
          }
        : {
            title: 'Another version is on its way.',
            text: `${after} is being started beside ${before}.`,
          }
    case 'abort':
      return {
        title: `${after} fails: ${row.trouble[0] ?? 'its pods do not get ready'}.`,
        text: `Nobody noticed, for everybody still gets ${before}. Press Abort to take the bad version away.`,
      }
    case 'done':
      return {
        title: `Everybody gets ${before}.`,
        text: 'That is the whole round. Reset above begins again; the scenarios show blue-green, analyses and what can go wrong.',
      }
  }
}
