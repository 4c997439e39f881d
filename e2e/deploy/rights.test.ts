import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../bin/ensure.mjs'
import { type Need, operateNeeds, viewNeeds } from '../../lib/kube/needs.ts'
import { actionApi, rolloutApi, rolloutsApi } from '../../lib/paths.ts'
import { createApi } from '../cluster/api.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { at, type JsonObject, type JsonValue, listAt, textAt } from '../cluster/json.ts'
import { namespace } from '../cluster/scenarios/objects.ts'
import { until, untilPhase } from '../cluster/waits.ts'
import { type RunningCockpit, startCockpit } from '../server/cockpit.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { startPausedCanary } from '../support/rollouts.ts'

const place = 'rollout-cockpit'
const elsewhere = 'shop'
/** Whose pods must meet the `restricted` pod security standard. */
const strict = 'strict'
const token = 'a-token-that-is-in-a-secret'
const account = { namespace: place, name: 'rollout-cockpit' }
const none: readonly string[] = []
const listRollouts: Need = { verb: 'list', group: 'argoproj.io', resource: 'rollouts' }
const both = [...viewNeeds, ...operateNeeds]

const words = ({ verb, group, resource }: Need) => `${verb} ${resource}${group === '' ? '' : `.${group}`}`
const texts = (value: JsonValue | undefined) => (Array.isArray(value) ? value.map(String) : [])
const grantsOf = (rule: JsonObject): readonly string[] =>
  texts(rule.apiGroups).flatMap((group) =>
    texts(rule.resources).flatMap((resource) =>
      texts(rule.verbs).map((verb) => words({ verb, group, resource })),
    ),
  )

describe.skipIf(!requireCluster())('the manifests on a real API server', () => {
  let cluster: Cluster
  /** What every account may do, without any role. */
  let everybody: ReadonlySet<string>

  beforeAll(async () => {
    cluster = await startCluster()
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
    const guarded = { ...namespace(strict), metadata: { name: strict, labels } }
    await cluster.apply([namespace(place), namespace(elsewhere), guarded])
    await cluster.kubectl(['create', 'serviceaccount', 'nobody', '-n', place])
    everybody = new Set(await allowed({ namespace: place, name: 'nobody' }, elsewhere))
    const secret = ['create', 'secret', 'generic', 'rollout-cockpit', `--from-literal=token=${token}`]
    await cluster.kubectl(['-n', place, ...secret])
    for (const where of [place, elsewhere]) await startPausedCanary(cluster, where)
  })
  afterAll(() => cluster?.stop())

  /** All that the API server lets an account do in a namespace, by its own account of it. */
  async function allowed(who: typeof account, where: string): Promise<readonly string[]> {
    const { server, ca } = cluster
    const api = createApi({ server, ca, token: await cluster.tokenFor(who) })
    const answer = await api.create('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace: where },
    })
    await api.close()
    expect(at(answer, 'status.incomplete')).toBe(false)
    return listAt(answer, 'status.resourceRules').flatMap(grantsOf)
  }

  /** The same without what everybody may. */
  const granted = async (where: string) =>
    [...new Set(await allowed(account, where))].filter((one) => !everybody.has(one)).sort()
  const sorted = (needs: readonly Need[]) => needs.map(words).sort()

  /** Asks about one right, as the cockpit does before it shows a button. */
  async function may({ verb, group, resource }: Need, where: string): Promise<boolean> {
    const [name = '', subresource] = resource.split('/')
    const asked = `${name}${group === '' ? '' : `.${group}`}`
    const rest = subresource === undefined ? [] : [`--subresource=${subresource}`]
    const as = `--as=system:serviceaccount:${account.namespace}:${account.name}`
    const answer = await cluster
      .kubectl(['auth', 'can-i', verb, asked, ...rest, as, '-n', where])
      .catch(() => 'no')
    return answer.trim() === 'yes'
  }

  async function apply(folder: string) {
    await cluster.kubectl(['apply', '-k', join(root, 'deploy', folder), '--dry-run=server'])
    await cluster.kubectl(['apply', '-k', join(root, 'deploy', folder)])
    const deployment = `/apis/apps/v1/namespaces/${place}/deployments/rollout-cockpit`
    const probe = () => cluster.get(deployment)
    return until('its pod is there', probe, (one) => at(one, 'status.availableReplicas') === 1)
  }

  /** Whether such a pod would be let into the strict namespace, in the API server's words. */
  async function admits(deployment: JsonValue) {
    const spec = at(deployment, 'spec.template.spec') ?? null
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cockpit' }, spec }
    return cluster.request('POST', `/api/v1/namespaces/${strict}/pods?dryRun=All`, pod)
  }
  const remove = (folder: string) => cluster.kubectl(['delete', '-k', join(root, 'deploy', folder)])

  /** What the kubelet would make of the container's environment. */
  const environmentOf = (deployment: JsonValue) =>
    Object.fromEntries(
      listAt(deployment, 'spec.template.spec.containers.0.env').map((variable) => {
        const field = textAt(variable, 'valueFrom.fieldRef.fieldPath') === 'metadata.namespace' ? place : ''
        const secret = textAt(variable, 'valueFrom.secretKeyRef.key') === 'token' ? token : ''
        return [textAt(variable, 'name'), textAt(variable, 'value') || field || secret]
      }),
    )

  /** The cockpit as the pod would run it, with the account's own token. */
  async function startAs(deployment: JsonValue): Promise<RunningCockpit> {
    const kubeconfig = await cluster.kubeconfigFor(await cluster.tokenFor(account), 'pod', place)
    const args = ['--kubeconfig', kubeconfig]
    return { ...(await startCockpit({ args, env: environmentOf(deployment) })), token }
  }

  const ask = async ({ origin }: RunningCockpit, path: string, init: RequestInit = {}) =>
    fetch(`${origin}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-cockpit': '1' },
    })

  async function promote(cockpit: RunningCockpit, where: string) {
    const ref = { cluster: 'pod', namespace: where, name: 'web' }
    const { detail } = await (await ask(cockpit, rolloutApi(ref))).json()
    const body = JSON.stringify({ state: detail?.stateKey ?? 'none' })
    return (await ask(cockpit, actionApi(ref, 'promote'), { method: 'POST', body })).status
  }

  /** What it tells of the fleet once no first list is under way any more. */
  const fleetOf = async (cockpit: RunningCockpit) =>
    until(
      'every list has come or is refused',
      async () => (await ask(cockpit, rolloutsApi('pod'))).json(),
      ({ health }) => listAt(health, 'degraded').every((road) => textAt(road, 'state') !== 'listing'),
    )

  test('read-only: the account may see all namespaces and change nothing, and no action is there', async () => {
    const deployment = await apply('read-only')
    expect(await granted(elsewhere)).toEqual(sorted(viewNeeds))
    expect(await admits(deployment)).toMatchObject({ status: 201 })
    await using cockpit = await startAs(deployment)
    const { health, rows } = await fleetOf(cockpit)
    expect(health).toMatchObject({ state: 'live', namespaces: null, degraded: [], readOnly: true })
    expect(rows.map((row: JsonValue) => textAt(row, 'namespace')).sort()).toEqual([place, elsewhere])
    expect(await promote(cockpit, elsewhere)).toBe(405)
    await remove('read-only')
    expect(await may(listRollouts, elsewhere)).toBe(false)
  })

  test('one-namespace: the account sees and acts where it is, and nowhere else', async () => {
    const deployment = await apply('one-namespace')
    expect(await granted(place)).toEqual(sorted(both))
    expect(await granted(elsewhere)).toEqual(none)
    await using cockpit = await startAs(deployment)
    const { health, rows } = await fleetOf(cockpit)
    expect(health).toMatchObject({ state: 'live', namespaces: [place], degraded: [] })
    expect(rows).toHaveLength(1)
    expect(await promote(cockpit, elsewhere)).toBe(403)
    expect(await promote(cockpit, place)).toBe(202)
    await untilPhase(cluster, { namespace: place, name: 'web' }, 'Paused', 'CanaryPauseStep')
    await remove('one-namespace')
    expect(await may(listRollouts, place)).toBe(false)
  })

  test('all-namespaces: the account may do exactly what the cockpit asks for, everywhere', async () => {
    const deployment = await apply('all-namespaces')
    expect(await granted(elsewhere)).toEqual(sorted(both))
    for (const need of both) expect([words(need), await may(need, elsewhere)]).toEqual([words(need), true])
    const tempting = ['get secrets', 'list secrets', 'create pods', 'delete rollouts.argoproj.io']
    for (const one of tempting) {
      const [verb = '', named = ''] = one.split(' ')
      const [resource = '', ...group] = named.split('.')
      expect([one, await may({ verb, resource, group: group.join('.') }, elsewhere)]).toEqual([one, false])
    }
    await using cockpit = await startAs(deployment)
    const { health } = await fleetOf(cockpit)
    expect(health).toMatchObject({ state: 'live', namespaces: null, degraded: [] })
    expect(await promote(cockpit, elsewhere)).toBe(202)
    await remove('all-namespaces')
  }, 300_000)
})
