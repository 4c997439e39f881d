import type { DeploymentAction } from '@/lib/deployments/view.ts'

/** What an action is called. */
export const orderNames: Readonly<Record<DeploymentAction, string>> = {
  pause: 'Pause',
  resume: 'Resume',
  restart: 'Restart',
  undo: 'Undo',
  'set-image': 'Set image',
  scale: 'Scale',
}
