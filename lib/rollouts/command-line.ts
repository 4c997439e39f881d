import type { Action } from './view.ts'

/** What a cockpit in a pod calls the cluster around it; kubectl there needs no context. */
const aroundThePod = 'in-cluster'

const quoted = (word: string): string =>
  /^[A-Za-z0-9_./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/**
 * A line for kubectl on the cluster that is on screen, whatever the terminal's own context is; safe to paste into a POSIX shell. `files` are those of the
 * kubeconfig, none where kubectl finds them by itself; it takes several from its environment only.
 */
export function kubectlLine(cluster: string, files: readonly string[], words: readonly string[]): string {
  const context = files.length === 0 && cluster === aroundThePod ? [] : ['--context', cluster]
  return withFiles(files, [...words, ...context])
}

/** The line that lists the contexts of the kubeconfig. */
export const contextsLine = (files: readonly string[]): string => withFiles(files, ['config', 'get-contexts'])

function withFiles(files: readonly string[], words: readonly string[]): string {
  const [file] = files
  const merged = files.length > 1 ? `KUBECONFIG=${quoted(files.join(':'))} ` : ''
  const named = file === undefined || merged !== '' ? [] : ['--kubeconfig', file]
  return merged + ['kubectl', ...words, ...named].map(quoted).join(' ')
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
export function commandLine(
  action: Action,
  { cluster, namespace, name }: Ref,
  files: readonly string[],
): string {
  const full = action === 'promote-full' ? ['--full'] : []
  return kubectlLine(cluster, files, ['argo', 'rollouts', ...verbs[action], name, '-n', namespace, ...full])
}
