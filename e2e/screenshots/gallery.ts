import type { Cluster } from '../cluster/cluster.ts'
import { namespace } from '../cluster/scenarios/objects.ts'
import { rolloutPath } from '../cluster/waits.ts'
import { experimenting, rejected } from './exhibits/analyses.ts'
import * as colours from './exhibits/blue-greens.ts'
import * as canaries from './exhibits/canaries.ts'
import type { Exhibit } from './exhibits/exhibit.ts'
import { meshed, recorded, unrecorded } from './exhibits/routed.ts'
import { aOrB, complete, held, overdue, rolling } from './exhibits/workloads.ts'

/** The Rollouts of the pictures by the state they are in. */
export const exhibits = {
  paused: { namespace: 'webapp-canary', name: 'frontend', prepare: canaries.course },
  timed: { namespace: 'shop', name: 'checkout', prepare: canaries.timed },
  progressing: { namespace: 'shop', name: 'recommendations', prepare: canaries.progressing },
  aborted: { namespace: 'payments', name: 'ledger', prepare: canaries.aborted },
  healthy: { namespace: 'search', name: 'indexer', prepare: canaries.healthy },
  failing: { namespace: 'media', name: 'thumbnailer', prepare: canaries.failing },
  invalid: { namespace: 'media', name: 'transcoder', prepare: canaries.invalid },
  nested: { namespace: 'webapp-canary', name: 'backend', prepare: canaries.nested },
  stepless: { namespace: 'media', name: 'uploads', prepare: canaries.stepless },
  experiment: { namespace: 'search', name: 'ranking', prepare: experimenting },
  rejected: { namespace: 'media', name: 'captions', prepare: rejected },
  routed: { namespace: 'shop', name: 'storefront', prepare: recorded },
  unrecorded: { namespace: 'shop', name: 'coupons', prepare: unrecorded },
  everyStep: { namespace: 'payments', name: 'quotes', prepare: meshed },
  bluePaused: { namespace: 'webapp-blue-green', name: 'frontend', prepare: colours.courseColours },
  blueActive: { namespace: 'payments', name: 'accounts', prepare: colours.onlyActive },
  blueDelay: { namespace: 'payments', name: 'invoices', prepare: colours.delayed },
  blueAborted: { namespace: 'shop', name: 'orders', prepare: colours.abortedColours },
  blueCountdown: { namespace: 'search', name: 'autocomplete', prepare: colours.countedDown },
  blueBefore: { namespace: 'payments', name: 'fraud-check', prepare: colours.measuredBefore },
  blueAfter: { namespace: 'media', name: 'player', prepare: colours.measuredAfter },
  doomed: { namespace: 'search', name: 'suggestions', prepare: canaries.healthy },
  promoted: { namespace: 'shop', name: 'cart', prepare: canaries.pausedAt(20, '4.1.0', '4.2.0') },
  withdrawn: { namespace: 'shop', name: 'wishlist', prepare: canaries.pausedAt(50, '1.12.3', '1.13.0') },
  moved: { namespace: 'shop', name: 'returns', prepare: canaries.pausedAt(40, '2.6.1', '2.7.0') },
} as const satisfies Readonly<Record<string, Exhibit>>

/** The Deployments, and the Service that two of them share. */
export const workloads = {
  rolling: { namespace: 'webapp', name: 'frontend', prepare: rolling },
  held: { namespace: 'shop', name: 'gift-cards', prepare: held },
  overdue: { namespace: 'media', name: 'resizer', prepare: overdue },
  complete: { namespace: 'search', name: 'gateway', prepare: complete },
  aOrB: { namespace: 'webapp-a-b', name: 'frontend', prepare: aOrB },
} as const satisfies Readonly<Record<string, Exhibit>>

const all: readonly Exhibit[] = [...Object.values(exhibits), ...Object.values(workloads)]

/** Brings all of them to their states, side by side. */
export async function prepareGallery(cluster: Cluster): Promise<void> {
  await cluster.apply([...new Set(all.map((one) => one.namespace))].map(namespace))
  await Promise.all(all.map(({ prepare, ...ref }) => prepare(cluster, ref)))
}

/** Takes all of them away again. */
export async function clearGallery(cluster: Cluster): Promise<void> {
  for (const place of new Set(all.map((one) => one.namespace))) {
    await cluster.remove(rolloutPath({ namespace: place, name: '' }))
    await cluster.remove(`/apis/apps/v1/namespaces/${place}/deployments`)
  }
}
