/** A state of the product's pages, and how it is brought about here. */
export interface PageState {
  readonly state: string
  /** What is to be seen, in a sentence. */
  readonly about: string
  /** The page that is to be open while the commands are given. */
  readonly path: string
  /** The flag of the start that it needs. */
  readonly flag?: '--read-only'
  /** The commands, as they are posted. */
  readonly commands: readonly Readonly<Record<string, string>>[]
}

const fleet = '/c/demo'
const canary = '/c/demo/webapp-canary/rollouts/frontend'
const fault = (kind: string, more: Readonly<Record<string, string>> = {}) => [{ do: 'fault', kind, ...more }]

/** Every state that is no matter of a Rollout's own; those are the scenarios. `{"do": "fault", "kind": "none"}` ends each. */
export const pages: readonly PageState[] = [
  { state: 'live', about: 'The course, fresh.', path: fleet, commands: [{ do: 'reset', scenario: 'all' }] },
  {
    state: 'no-match',
    about: 'Filters that leave nothing of the fleet.',
    path: `${fleet}?q=nobody-is-called-so`,
    commands: [],
  },
  { state: 'empty', about: 'A cluster without Rollouts.', path: fleet, commands: [{ do: 'clear' }] },
  {
    state: 'connecting',
    about: 'A cluster that has not answered yet; the context must not have been opened before.',
    path: '/c/demo-viewer',
    commands: fault('silence'),
  },
  {
    state: 'stale',
    about: 'A cluster that was there and hangs up now.',
    path: fleet,
    commands: fault('outage'),
  },
  {
    state: 'reconnecting',
    about: 'A cockpit whose server is away.',
    path: fleet,
    commands: fault('no-server'),
  },
  { state: 'forbidden', about: 'An identity that may see nothing.', path: fleet, commands: fault('forbid') },
  {
    state: 'namespace-forbidden',
    about: 'An identity that may see every namespace but the one.',
    path: canary,
    commands: fault('forbid', { namespace: 'webapp-canary' }),
  },
  {
    state: 'degraded',
    about: 'An identity that may not see pods: what needs them is dimmed.',
    path: canary,
    commands: fault('forbid', { resource: 'pods' }),
  },
  {
    state: 'absent',
    about: 'A cluster without Argo Rollouts: only its Deployments are shown.',
    path: fleet,
    commands: fault('no-crd'),
  },
  {
    state: 'not-installed',
    about: 'A cluster without Argo Rollouts and without Deployments: how to install it.',
    path: fleet,
    commands: [{ do: 'clear' }, ...fault('no-crd')],
  },
  {
    state: 'read-only',
    about: 'A cockpit that was started to look only.',
    path: canary,
    flag: '--read-only',
    commands: [],
  },
  {
    state: 'session',
    about: 'A browser that has no session: the address was opened without its token.',
    path: fleet,
    commands: [],
  },
  {
    state: 'not-allowed',
    about: 'An identity that may look and not act; the context demo-viewer is the same without a command.',
    path: canary,
    commands: fault('read-only'),
  },
  {
    state: 'not-found',
    about: 'A Rollout that is not there.',
    path: '/c/demo/webapp-canary/rollouts/frontent',
    commands: [],
  },
  {
    state: 'deleted',
    about: 'A Rollout that is deleted while its page is open.',
    path: canary,
    commands: [{ do: 'clear', namespace: 'webapp-canary' }],
  },
  {
    state: 'missing-cluster',
    about: 'A cluster that the kubeconfig does not name.',
    path: '/c/nowhere',
    commands: [],
  },
]
