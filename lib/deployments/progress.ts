import type { DeploymentAction, DeploymentDetail } from './view.ts'

export type Progress = 'accepted' | 'observed' | 'finished'

const observed = (before: DeploymentDetail, now: DeploymentDetail): boolean =>
  now.generation > before.generation && now.observedGeneration >= now.generation

const arrived = ({ row }: DeploymentDetail): boolean => row.phase === 'Healthy'

const finished: Readonly<Record<DeploymentAction, (now: DeploymentDetail) => boolean>> = {
  pause: ({ row }) => row.pause !== null,
  resume: arrived,
  restart: arrived,
  undo: arrived,
  'set-image': arrived,
  // A paused Deployment is scaled, too, and kubectl's words never call it done.
  scale: ({ row: { counts, phase } }) =>
    phase === 'Healthy' || (counts.available === counts.desired && counts.current === counts.desired),
}

/**
 * How far an action has come that the API server took: `accepted` until the controller has seen the generation that it made, `observed` then, `finished` when
 * the state it aims at is reached: paused, scaled, or all pods of the wanted template and available. `before` is the view that was confirmed.
 */
export function deploymentProgress(
  action: DeploymentAction,
  before: DeploymentDetail,
  now: DeploymentDetail,
): Progress {
  if (before.row.uid !== now.row.uid || !observed(before, now)) return 'accepted'
  return finished[action](now) ? 'finished' : 'observed'
}
