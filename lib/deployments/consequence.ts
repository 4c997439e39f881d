import { imageTag, versionNames } from '../rollouts/image.ts'
import { joined } from '../rollouts/outlook.ts'
import { spokenPods } from '../rollouts/words.ts'
import { windowWords } from './sentence.ts'
import type { DeploymentDetail, DeploymentOrder } from './view.ts'

/** What an order will do, for the person who is about to confirm it. */
export interface OrderConsequence {
  readonly fromImages: readonly string[]
  readonly toImages: readonly string[]
  readonly fromReplicas: number
  readonly toReplicas: number
  /** What happens to users and pods, in one sentence or a few. */
  readonly effect: string
  /** The words on the button. */
  readonly button: string
  /** Enter must not confirm it. */
  readonly needsConfirmByPointer: boolean
}

type Outcome = Pick<
  OrderConsequence,
  'toImages' | 'toReplicas' | 'effect' | 'button' | 'needsConfirmByPointer'
>

/** How pods are replaced under its strategy. */
function replacement({ row, window }: DeploymentDetail): string {
  if (window.desired === 0) return 'It is scaled to 0, so no pod is replaced now.'
  return row.strategy === 'Recreate'
    ? 'All pods end before the new ones start: meanwhile nobody is served.'
    : `Pods are replaced step by step, within ${windowWords(window)}.`
}

const heldByPause = ({ row }: DeploymentDetail): string =>
  row.pause === null ? '' : 'It is paused, so nothing is replaced before someone resumes it.'

function rollOut(detail: DeploymentDetail): string {
  return heldByPause(detail) || replacement(detail)
}

function scaled(detail: DeploymentDetail, replicas: number): string {
  const { desired } = detail.window
  const change = Math.abs(replicas - desired)
  if (replicas === desired) return 'Changes the number of pods.'
  if (replicas === 0) return 'Every pod ends: nobody is served by it.'
  if (replicas > desired) return `Starts ${spokenPods(change)} more.`
  return `Ends ${spokenPods(change)}.`
}

function outcomeOf(order: DeploymentOrder, detail: DeploymentDetail): Outcome {
  const { row, window } = detail
  const present = detail.containers.map(({ image }) => image)
  const same = { toImages: present, toReplicas: window.desired, needsConfirmByPointer: false }
  switch (order.action) {
    case 'pause':
      return {
        ...same,
        effect: row.updating
          ? 'Stops the update where it is: old and new pods keep serving side by side.'
          : 'Holds every later change of the template until someone resumes it.',
        button: 'Pause',
      }
    case 'resume':
      return {
        ...same,
        effect: row.updating
          ? joined('Goes on with the update.', replacement(detail))
          : 'Later changes are rolled out again; nothing is held now.',
        button: row.updating ? 'Resume the update' : 'Resume',
      }
    case 'restart':
      return {
        ...same,
        effect: joined('Replaces every pod by one of the same template.', replacement(detail)),
        button: 'Restart all pods',
        needsConfirmByPointer: row.strategy === 'Recreate',
      }
    case 'set-image':
      return {
        ...same,
        toImages: detail.containers.map(({ name, image }) =>
          name === order.container ? order.image : image,
        ),
        effect: joined(`Gives container ${order.container} another image.`, rollOut(detail)),
        button: `Set ${imageTag(order.image) || 'the image'}`,
        needsConfirmByPointer: row.strategy === 'Recreate',
      }
    case 'undo': {
      const entry = detail.history.find(({ number }) => number === order.revision)
      const toImages = entry?.images ?? []
      const { next } = versionNames(present, toImages)
      return {
        ...same,
        toImages,
        effect: joined(
          `Brings back the template of revision ${order.revision}, which gets the next number.`,
          rollOut(detail),
        ),
        button: next === null ? `Undo to revision ${order.revision}` : `Undo to ${next}`,
        needsConfirmByPointer: row.strategy === 'Recreate',
      }
    }
    case 'scale':
      return {
        ...same,
        toReplicas: order.replicas,
        effect: joined(
          scaled(detail, order.replicas),
          row.rollout === null
            ? ''
            : `Rollout ${row.rollout} runs pods of this template, and may scale it too.`,
        ),
        button: `Scale to ${order.replicas}`,
        needsConfirmByPointer: order.replicas === 0,
      }
  }
}

/** What an allowed order does to this Deployment, in the words of the confirmation card and of the button. */
export const consequenceOfOrder = (order: DeploymentOrder, detail: DeploymentDetail): OrderConsequence => ({
  fromImages: detail.containers.map(({ image }) => image),
  fromReplicas: detail.window.desired,
  ...outcomeOf(order, detail),
})
