import type { Action } from './view.ts'

/** What a cockpit in a pod calls the cluster around it; kubectl there needs no context. */
const aroundThePod = 'in-cluster'

const quoted = (word: string): string =>
  /^[A-Za-z0-9_./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** A line for kubectl on the cluster that is on screen, whatever the terminal's own context is; safe to paste into a POSIX shell. */
export function kubectlLine(cluster: string, words: readonly string[]): string {
  const context = cluster === aroundThePod ? [] : ['--context', cluster]
  return ['kubectl', ...words, ...context].map(quoted).join(' ')
}

const verbs: Readonly<Record<Action, readonly string[]>> = {
  promote: ['promote'],
  'promote-full': ['promote'],
  abort: ['abort'],
  retry: ['retry', 'rollout'],
}

interface Ref {
  readonly cluster: string
  readonly namespace: string
  readonly name: string
}

/** The line that does the same in a terminal. */
export function commandLine(action: Action, { cluster, namespace, name }: Ref): string {
  const full = action === 'promote-full' ? ['--full'] : []
  return kubectlLine(cluster, ['argo', 'rollouts', ...verbs[action], name, '-n', namespace, ...full])
}
