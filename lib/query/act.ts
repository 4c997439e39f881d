import { actionApi, type RolloutRef } from '../paths.ts'
import type { Action } from '../rollouts/view.ts'
import { postJson } from './http.ts'

/** What the API server answered to an action it took; whether it has an effect, the stream tells. */
export interface Accepted {
  readonly accepted: true
  readonly resourceVersion: string
}

/** Sends an action for the state that was confirmed; throws a `conflict` when the Rollout has moved since. */
export const postAction = (ref: RolloutRef, action: Action, state: string): Promise<Accepted> =>
  postJson(actionApi(ref, action), { state })
