import { request as httpRequest } from 'undici'
import { actionApi, rolloutApi, rolloutsApi, rolloutTextApi } from '../../lib/paths.ts'
import { at } from '../cluster/json.ts'
import { untilPhase, untilRollout } from '../cluster/waits.ts'
import { agreesWithCli } from '../support/agreement.ts'
import { startPausedCanary } from '../support/rollouts.ts'
import { expect, test } from '../support/story.ts'

test('a script with the bearer token lists, reads, and acts; what it sends wrong is refused', async ({
  world,
  cluster,
  cockpit,
  place,
}) => {
  await startPausedCanary(cluster, place)
  const ref = { cluster: cluster.contextName, namespace: place, name: 'web' }
  const ask = async (path: string, { headers = {}, ...init }: RequestInit = {}) =>
    fetch(`${cockpit.origin}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${cockpit.token}`, ...headers },
    })
  const act = (action: string, state: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(actionApi(ref, action), {
      method: 'POST',
      body: JSON.stringify({ state }),
      headers: { 'content-type': 'application/json', 'x-cockpit': '1', ...headers },
    })

  const list = await ask(rolloutsApi(ref.cluster))
  expect(list.status).toBe(200)
  expect(list.headers.get('cache-control')).toContain('no-store')
  const row = { namespace: place, name: 'web', phase: 'Paused', step: '1/5', setWeight: 50 }
  // The cockpit hears of a pause by a watch of its own.
  await expect
    .poll(async () => (await ask(rolloutsApi(ref.cluster))).json())
    .toMatchObject({ rows: expect.arrayContaining([expect.objectContaining(row)]) })

  const one = await (await ask(rolloutApi(ref))).json()
  expect(one).toMatchObject({ detail: { row }, rights: { patchRollout: true, patchStatus: true } })
  expect((await ask(rolloutTextApi(ref))).headers.get('content-type')).toBe('text/plain; charset=utf-8')
  await agreesWithCli(world, ref)
  expect((await ask(rolloutApi({ ...ref, name: 'none' }))).status).toBe(404)

  const { stateKey } = one.detail
  const crossSite = await act('promote', stateKey, { origin: 'https://elsewhere.example' })
  expect(crossSite.status).toBe(403)
  expect((await act('promote', stateKey, { 'x-cockpit': '0' })).status).toBe(403)
  expect((await act('promote', stateKey, { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await act('promote', stateKey, { authorization: 'Bearer wrong' })).status).toBe(401)
  expect((await act('promote', 'another state')).status).toBe(409)
  expect((await act('retry', stateKey)).status).toBe(422)
  expect((await act('destroy', stateKey)).status).toBeGreaterThanOrEqual(400)
  await untilPhase(cluster, ref, 'Paused')

  const promoted = await act('promote', stateKey)
  expect(promoted.status).toBe(202)
  expect(await promoted.json()).toMatchObject({ accepted: true })
  await untilRollout(cluster, ref, 'is at step 4', (rollout) => at(rollout, 'status.currentStepIndex') === 3)
})

test('a request under another name of this host is refused, whatever it carries', async ({
  cluster,
  cockpit,
}) => {
  const headers = { host: `cockpit.example:${cockpit.port}`, authorization: `Bearer ${cockpit.token}` }
  for (const path of ['/', rolloutsApi(cluster.contextName)]) {
    const { statusCode, body } = await httpRequest(`${cockpit.origin}${path}`, { headers })
    expect(statusCode).toBe(421)
    expect(await body.text()).toContain('does not answer to the name cockpit.example')
  }
})
