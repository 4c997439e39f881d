import type { Action } from '@/lib/rollouts/view.ts'

/** What an action is called where it has no effect to tell. */
export const actionNames: Readonly<Record<Action, string>> = {
  promote: 'Promote',
  'promote-full': 'Promote fully',
  abort: 'Abort',
  retry: 'Retry',
}

/** What an action is called together with its Rollout. */
export const actionTitle = (action: Action, name: string): string =>
  action === 'promote-full' ? `Promote ${name} fully` : `${actionNames[action]} ${name}`
