import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindOf, type ResourceName, resourceNames } from '../objects/kinds.ts'
import type { Store } from '../objects/store.ts'
import { createDesk } from './testing.ts'
import { expectAnswer, expectSound } from './testing-answers.ts'
import { fuzzedRequest, toSent } from './testing-requests.ts'

/** Requests in one run of the test. */
const REQUESTS = 12_000

/** A namespace that waits for finalizers and kubelets takes nothing in, and the rest of the test would only meet that. */
function revive(store: Store): void {
  const shop = store.get('namespaces', null, 'shop')
  if (shop !== undefined && shop.metadata.deletionTimestamp === undefined) return
  for (const resource of resourceNames)
    for (const { metadata } of shop === undefined ? [] : store.list(resource, 'shop')) {
      const { finalizers: _, ...free } = metadata
      const found = store.get(resource, 'shop', metadata.name)
      if (found) store.update(resource, { ...found, metadata: free })
      store.delete(resource, 'shop', metadata.name, { gracePeriodSeconds: 0 })
    }
  const { finalizers: _, ...free } = store.get('namespaces', null, 'shop')?.metadata ?? { name: 'shop' }
  if (store.get('namespaces', null, 'shop'))
    store.update('namespaces', { metadata: { ...free, name: 'shop' } })
  store.create('namespaces', { metadata: { name: 'shop' } })
}

/** Something of the kind, so that not everything is about nothing. */
function replenish(store: Store, resource: ResourceName): void {
  const namespace = kindOf(resource).namespaced ? 'shop' : null
  if (store.get(resource, namespace, 'a') || store.list(resource, namespace).length > 50) return
  const labels = { a: 'b' }
  const containers = [{ name: 'podinfo', image: 'podinfo:1' }]
  const content = {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers } },
    containers,
  }
  store.create(resource, {
    metadata: { name: 'a', ...(namespace === null ? {} : { namespace }) },
    spec: { replicas: 1, ...content },
  })
}

test(`${REQUESTS} random requests get an answer or a Status, and the store stays sound`, {
  timeout: 60_000,
}, () => {
  const { ask, store, faults } = createDesk()
  const seen = new Map<number, number>()
  const stops: (() => void)[] = []
  const mirror = new Map<string, string>()
  store.subscribe(
    ({
      type,
      object: {
        metadata: { uid, resourceVersion },
      },
    }) => {
      if (type === 'DELETED') mirror.delete(uid)
      else mirror.set(uid, resourceVersion)
    },
  )
  fc.assert(
    fc.property(fuzzedRequest, (request) => {
      const { resource } = request.target
      const { method, url, type, body } = toSent(request)
      const answered = ask(method, url, { type, body, accept: request.accept, as: request.as })
      expectAnswer(answered)
      stops.push(answered.stop)
      for (const stop of stops.splice(0, stops.length - 3)) stop()
      seen.set(answered.code, (seen.get(answered.code) ?? 0) + 1)
      revive(store)
      if (resource !== null) replenish(store, resource)
    }),
    { numRuns: REQUESTS },
  )
  for (const stop of stops) stop()
  expect(faults).toEqual([])
  const all = resourceNames.flatMap((resource) => store.list(resource))
  for (const stored of all) expectSound(stored)
  // Only what was there before the subscription is not in the mirror.
  for (const {
    metadata: { uid, resourceVersion },
  } of all)
    expect(mirror.get(uid) ?? resourceVersion).toBe(resourceVersion)
  // A fuzz that only ever meets refusals proves nothing.
  for (const code of [200, 201, 400, 401, 403, 404, 405, 409, 415, 422])
    expect(seen.get(code) ?? 0, `code ${code}`).toBeGreaterThan(30)
})
