import { existsSync, statSync } from 'node:fs'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAlive } from '../support/processes.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { at, listAt, numberAt, textAt } from './json.ts'
import { courseCanary, courseCanaryUpdated } from './scenarios/course.ts'
import { accountWithRules, namespace, viewRules } from './scenarios/objects.ts'
import { canaryRollout } from './scenarios/rollouts.ts'
import { rolloutPath, until, untilPhase, untilPods } from './waits.ts'

const frontend = { namespace: 'webapp-canary', name: 'frontend' }

describe.skipIf(!requireCluster())('a cluster', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster({ contextName: 'course', nodes: 2 })
    await cluster.apply(courseCanary())
    await untilPhase(cluster, frontend, 'Healthy')
  })
  afterAll(() => cluster?.stop())

  it('writes a kubeconfig that its owner alone can read and that works as it stands', async () => {
    expect(statSync(cluster.kubeconfig).mode & 0o777).toBe(0o600)
    expect((await cluster.kubectl(['config', 'current-context'])).trim()).toBe('course')
    expect(await cluster.kubectl(['get', 'nodes', '--no-headers'])).toMatch(
      /^node-1 +Ready .*\nnode-2 +Ready /,
    )
  })

  it('runs the controllers: Pods run on all nodes, the namespace has its account and certificate', async () => {
    const pods = listAt(await cluster.get('/api/v1/namespaces/webapp-canary/pods'), 'items')
    expect(pods.map((pod) => textAt(pod, 'status.phase'))).toEqual(Array(4).fill('Running'))
    expect(new Set(pods.map((pod) => textAt(pod, 'spec.nodeName'))).size).toBe(2)
    await cluster.get('/api/v1/namespaces/webapp-canary/serviceaccounts/default')
    await cluster.get('/api/v1/namespaces/webapp-canary/configmaps/kube-root-ca.crt')
  })

  it('answers any request with its status, and throws the server’s own words where told to insist', async () => {
    const path = '/api/v1/namespaces/nowhere/pods/nothing'
    expect((await cluster.request('GET', path)).status).toBe(404)
    await expect(cluster.get(path)).rejects.toThrow('answered with 404: pods "nothing" not found')
    await expect(
      cluster.apply([{ apiVersion: 'v1', kind: 'Nothing', metadata: { name: 'x' } }]),
    ).rejects.toThrow('no kind Nothing')
  })

  it('applies YAML of several documents and patches and removes what it applied', async () => {
    const configMap = (name: string) =>
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}, data: {a: b}}`
    await cluster.apply(`${configMap('one')}\n---\n${configMap('two')}\n`)
    const path = '/api/v1/namespaces/default/configmaps/two'
    await cluster.patch(path, { data: { a: 'c' } })
    expect(textAt(await cluster.get(path), 'data.a')).toBe('c')
    await cluster.remove(path)
    expect((await cluster.request('GET', path)).status).toBe(404)
  })

  it('runs the plugin, and says what the plugin says when it fails', async () => {
    const text = await cluster.argo(['get', 'rollout', 'frontend', '-n', 'webapp-canary', '--no-color'])
    expect(text).toContain('Status:          ✔ Healthy')
    await expect(cluster.argo(['get', 'rollout', 'nothing'])).rejects.toThrow(
      'rollout.argoproj.io "nothing" not found',
    )
  })

  it('gives out tokens whose rights are those of their account', async () => {
    const account = { namespace: 'webapp-canary', name: 'viewer' }
    await cluster.apply(accountWithRules({ ...account, rules: viewRules }))
    const path = await cluster.kubeconfigFor(await cluster.tokenFor(account), 'viewer', 'webapp-canary')
    const list = (...more: string[]) => cluster.kubectl(['--kubeconfig', path, 'get', 'rollouts', ...more])
    expect(await list()).toContain('frontend')
    await expect(list('-n', 'default')).rejects.toThrow('cannot list resource "rollouts"')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('has no token for an account that is not there', async () => {
    const nobody = { namespace: 'default', name: 'nobody' }
    await expect(cluster.tokenFor(nobody)).rejects.toThrow('"nobody" not found')
  })

  it('starts the plugin’s dashboard and ends it', async () => {
    const dashboard = await cluster.startDashboard()
    const info = await request(`${dashboard.url}/api/v1/rollouts/webapp-canary/frontend/info`)
    expect(textAt(JSON.parse(await info.body.text()), 'status')).toBe('Healthy')
    expect(cluster.pids()).toContain(dashboard.pid)
    await dashboard.stop()
    expect(isAlive(dashboard.pid)).toBe(false)
  })

  it('runs beside another one that knows nothing of it', async () => {
    const heard: string[] = []
    await using other = await startCluster({ qps: 200, burst: 400, progress: (line) => heard.push(line) })
    await other.apply([namespace('web'), canaryRollout({ name: 'web', namespace: 'web' })])
    await untilPhase(other, { namespace: 'web', name: 'web' }, 'Healthy')
    expect(other.server).not.toBe(cluster.server)
    expect((await other.request('GET', '/api/v1/namespaces/webapp-canary')).status).toBe(404)
    expect(heard).toContainEqual(expect.stringMatching(/^rollouts-controller ready.* \(\d+\.\d s\)$/))
  })

  it('loses its API server and gets it back on the same address with the same objects', async () => {
    const before = await cluster.get(rolloutPath(frontend))
    await cluster.killApiServer()
    await expect(cluster.get('/readyz')).rejects.toThrow('ECONNREFUSED')
    await cluster.restartApiServer()
    await cluster.untilFollowed()
    const after = await cluster.get(rolloutPath(frontend))
    expect(at(after, 'metadata.uid')).toEqual(at(before, 'metadata.uid'))
    await cluster.apply([courseCanaryUpdated()])
    const paused = await untilPhase(cluster, frontend, 'Paused', 'CanaryPauseStep')
    expect(numberAt(paused, 'status.currentStepIndex')).toBe(1)
  }, 240_000)

  it('sees nothing done by a component that is frozen, while the others go on', async () => {
    const path = rolloutPath(frontend)
    const observed = () => cluster.get(path).then((rollout) => textAt(rollout, 'status.observedGeneration'))
    await cluster.freeze('rollouts-controller')
    const patched = await cluster.patch(path, { spec: { replicas: 5 } })
    const generation = String(at(patched, 'metadata.generation'))
    const container = { name: 'web', image: 'example.test/web:1.0' }
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'other', namespace: 'default', labels: { app: 'other' } },
    }
    await cluster.apply([{ ...pod, spec: { containers: [container] } }])
    await untilPods(
      cluster,
      'default',
      'app=other',
      'run',
      (pods) => textAt(pods[0], 'status.phase') === 'Running',
    )
    expect(await observed()).not.toBe(generation)
    await cluster.thaw('rollouts-controller')
    await until('the Rollout is observed', observed, (seen) => seen === generation)
  })

  it('stops twice without complaint and leaves no process and no folder', async () => {
    const pids = cluster.pids()
    expect(pids.length).toBe(7)
    await Promise.all([cluster.stop(), cluster.stop()])
    expect(pids.filter(isAlive)).toEqual([])
    expect(existsSync(cluster.folder)).toBe(false)
  })
})
