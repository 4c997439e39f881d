export type Stage = 'accepted' | 'observed' | 'finished'

/** An action the API server took, and how far its effect was seen to go. */
export interface Sent<Order, Detail> {
  readonly order: Order
  /** The picture as it was when the action was confirmed. */
  readonly before: Detail
  readonly stage: Stage
  /** When it was accepted, and when it was finished, in milliseconds. */
  readonly at: number
  readonly finishedAt: number | null
}

const order: readonly Stage[] = ['accepted', 'observed', 'finished']
const silentMs = 15_000
const lingerMs = 10_000

type Timed = Pick<Sent<unknown, unknown>, 'stage' | 'at' | 'finishedAt'>

/** Takes in how far the effect is seen now; it never goes back, whatever happens later. */
export function advance<Of extends Timed>(sent: Of, seen: Stage, now: number): Of {
  if (order.indexOf(seen) <= order.indexOf(sent.stage)) return sent
  return { ...sent, stage: seen, finishedAt: seen === 'finished' ? now : null }
}

/** True when the controller has shown nothing of it for 15 seconds. */
export const isSilent = ({ stage, at }: Timed, now: number): boolean =>
  stage === 'accepted' && now - at >= silentMs

/** True once a finished action has been on screen long enough to be read. */
export const isOver = ({ finishedAt }: Timed, now: number): boolean =>
  finishedAt !== null && now - finishedAt >= lingerMs
