import type { NewObject } from './object.ts'

/** The label of what belongs to a controller that was started with an id of its own. */
export const INSTANCE = 'argo-rollouts.argoproj.io/controller-instance-id'

/** Whether the controllers of the demo, which have no such id, heed an object. Mirrors argo-rollouts@v1.10.1 utils/controller/controller.go#L288 */
export const isHeeded = ({ metadata }: NewObject): boolean => metadata.labels?.[INSTANCE] === undefined
