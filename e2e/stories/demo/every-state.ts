import type { Locator, Page } from '@playwright/test'
import { deploymentPath, fleetPath, rolloutPath, servicePath } from '../../../lib/paths.ts'

/** How a state of a page is known. */
type Sign = (page: Page) => Locator

const text =
  (words: string | RegExp): Sign =>
  (page) =>
    page.getByText(words).filter({ visible: true }).first()

interface Way {
  readonly path: (namespace: string) => string
  readonly sees: Sign
}

const name = 'frontend'
const opens = (words: string | RegExp, rollout = name): Way => ({
  path: (namespace) => rolloutPath({ cluster: 'demo', namespace, name: rollout }),
  sees: text(words),
})

/** Every scenario of the demo: the page that shows it and what is to be seen there. */
export const scenarioStates = {
  canary: opens('Waiting for a person to promote'),
  'blue-green': opens('The preview is ready'),
  'rolling-update': {
    path: (namespace) => deploymentPath({ cluster: 'demo', namespace, name }),
    sees: text(/Replacing 6\.9\.4 by 6\.9\.3: \d of 3 pods are new/),
  },
  'a-b': {
    path: (namespace) => servicePath({ cluster: 'demo', namespace, name }),
    sees: text('frontend-a'),
  },
  healthy: opens('all users have 6.9.3'),
  'timed-pause': opens(/Goes on by itself in/),
  aborted: opens(/RolloutAborted/),
  'paused-by-spec': opens(/Paused by hand/),
  'scaled-to-zero': opens(/0 pods|no pods|scaled to 0/i),
  'promoted-by-clock': opens(/by itself in/),
  'workload-ref': opens(/pods as in Deployment/),
  routed: opens(/25.%/),
  'scale-down-delay': opens('all users have 6.9.4'),
  'ping-pong': opens('frontend-pong'),
  'image-pull-error': opens(/ImagePullBackOff|ErrImagePull/),
  'crash-loop': opens(/CrashLoopBackOff/),
  'never-ready': opens(/Raising to 25.%, 1 pod becoming ready/),
  'past-deadline': opens(/ProgressDeadlineExceeded/),
  quota: opens(/quota/),
  'invalid-spec': opens(/InvalidSpec/),
  'nested-template': opens(/indented a level too deep/),
  'plugin-step': opens(/Waiting for the step plugin of/),
  'invalid-step': opens('no kind the controller knows'),
  'service-missing': opens(/service "frontend-canary" not found/),
  analysis: opens(/Waiting for the analysis of step/),
  'analysis-failed': opens(/RolloutAborted/),
  'analysis-inconclusive': opens(/inconclusive/i),
  experiment: opens(/experiment/i),
  'many-pods': opens('Waiting for a person to promote'),
  'many-rollouts': {
    path: (namespace) => `${fleetPath('demo')}?ns=${namespace}`,
    // Only what is in view is drawn; the table says how many rows it has, its head among them.
    sees: (page) => page.locator('table[aria-rowcount="49"]'),
  },
  'long-names': opens(
    'Waiting for a person to promote',
    'frontend-of-the-shop-with-the-longest-name-in-town',
  ),
  'weight-verified': opens(/25.%, verified/),
  'weight-not-verified': opens(/25.%, not verified yet/),
  'weight-unrecorded': opens(/nothing recorded yet/),
  'unknown-phase': opens('connections are closing'),
} as const satisfies Readonly<Record<string, Way>>

const main =
  (words: string | RegExp): Sign =>
  (page) =>
    page.getByRole('main').getByText(words).filter({ visible: true }).first()

const road =
  (words: string | RegExp): Sign =>
  (page) =>
    page.getByRole('banner').getByRole('status').filter({ hasText: words })

/** Every state of the pages that the demo names in `pages` of `GET /demo/state`. */
export const faultStates = {
  live: main('Waits for a person at'),
  'no-match': main('Nothing in the fleet matches'),
  empty: main(/There are no Rollouts/),
  connecting: main(/Still connecting/),
  stale: road('Stale'),
  reconnecting: road('Reconnecting'),
  forbidden: main(/You may not list/),
  'namespace-forbidden': main(/cannot be seen/),
  degraded: text('Some of the cluster cannot be read'),
  absent: main(/so these are its Deployments/),
  'not-installed': main(/is not installed/),
  'read-only': (page) => page.getByRole('banner').getByText('READ-ONLY'),
  session: (page) => page.getByRole('heading', { name: 'Open the address with its token' }),
  'not-allowed': (page) =>
    page
      .getByRole('group', { name: 'Actions' })
      .locator('button[aria-disabled=true]')
      .filter({ hasText: /^Promote/ })
      .first(),
  'not-found': main(/There is no Rollout/),
  deleted: text(/Deleted at/),
  'missing-cluster': main(/There is no cluster/),
} as const satisfies Readonly<Record<string, Sign>>

export type FaultState = keyof typeof faultStates
/** A state that has a story. */
export type State = FaultState | keyof typeof scenarioStates

/** The scene of the real control plane that shows the same state: axe looks at it there, and at all other states here. */
export const sceneOf: Readonly<Partial<Record<State, string>>> = {
  canary: 'canary-paused',
  'blue-green': 'blue-green-paused',
  'rolling-update': 'deployment-rolling',
  'a-b': 'service-a-b',
  healthy: 'canary-healthy',
  'timed-pause': 'canary-timed',
  aborted: 'canary-aborted',
  'promoted-by-clock': 'blue-green-countdown',
  routed: 'canary-routed',
  'image-pull-error': 'canary-failing',
  'invalid-spec': 'canary-invalid',
  'nested-template': 'canary-malformed',
  'analysis-failed': 'canary-rejected',
  experiment: 'canary-experiment',
  'weight-unrecorded': 'canary-unrecorded',
  live: 'fleet-table',
  'no-match': 'fleet-no-match',
  empty: 'fleet-empty',
  connecting: 'connecting',
  stale: 'fleet-stale',
  reconnecting: 'reconnecting',
  forbidden: 'forbidden',
  degraded: 'degraded',
  'not-installed': 'crd-missing',
  'read-only': 'read-only',
  session: 'token',
  'not-found': 'not-found',
  deleted: 'deleted',
  'missing-cluster': 'no-such-cluster',
}

/** Whether a scene of the real control plane shows the state. */
export const hasScene = (state: string): boolean => Object.hasOwn(sceneOf, state)

/**
 * The states that are brought about one after the other on one demo. A refusal is believed for half a minute, so each that brings one is the last of
 * its demo, save where only pods or actions are refused; and the first to look at the viewer's context must be the one that waits for it.
 */
export const faultStories: readonly (readonly FaultState[])[] = [
  ['connecting', 'stale', 'reconnecting', 'not-allowed', 'forbidden'],
  ['degraded', 'namespace-forbidden'],
  ['absent', 'not-installed'],
  ['read-only'],
  ['session', 'live', 'no-match', 'empty', 'not-found', 'deleted', 'missing-cluster'],
]
