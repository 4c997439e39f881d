import type { Action } from '@/lib/rollouts/view.ts'

/** The plugin's own verbs, for where an action has no effect to tell. */
export const actionNames: Readonly<Record<Action, string>> = {
  promote: 'Promote',
  'promote-full': 'Promote full',
  abort: 'Abort',
  retry: 'Retry',
}
