import { listAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { tagOf } from '../pods/behaviour.ts'

/** Of ten requests to a version whose tag says `failing`, these fail. */
const failingTurns: readonly number[] = [2, 5, 8]

/** The tag of a pod's image; `latest` where it has none. */
export const versionOf = (pod: KubeObject): string =>
  tagOf(textAt(listAt(pod, 'spec', 'containers')[0], 'image')) || 'latest'

/** Whether a version answers its nth request with an error. */
export const fails = (version: string, nth: number): boolean =>
  version.includes('failing') && failingTurns.includes(nth % 10)

/** The share of good answers that a version gives in the long run. */
export const successShare = (version: string): number =>
  version.includes('failing') ? 1 - failingTurns.length / 10 : 1
