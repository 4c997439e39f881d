import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requireCluster } from '../support/real-cluster.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { at, type JsonObject, listAt, numberAt, textAt } from './json.ts'
import { analysisTemplate, jobMetric, namespace } from './scenarios/objects.ts'
import { canaryRollout } from './scenarios/rollouts.ts'
import { untilPhase, untilPods, untilRollout } from './waits.ts'

describe.skipIf(!requireCluster())('pods under the tests’ control', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster()
    await cluster.apply([namespace('pods')])
  })
  afterAll(() => cluster?.stop())

  const ref = (name: string) => ({ namespace: 'pods', name })
  const applyPods = (name: string, podAnnotations: Readonly<Record<string, string>>, replicas = 1) =>
    cluster.apply([canaryRollout({ ...ref(name), replicas, podAnnotations })])
  const pods = (name: string, what: string, accept: (pod: JsonObject) => boolean) =>
    untilPods(cluster, 'pods', `app=${name}`, what, (found) => found.length > 0 && found.every(accept))
  const annotate = (name: string, annotations: JsonObject) =>
    pods(name, 'exist', () => true).then((found) =>
      Promise.all(
        found.map((pod) =>
          cluster.patch(`/api/v1/namespaces/pods/pods/${textAt(pod, 'metadata.name')}`, {
            metadata: { annotations },
          }),
        ),
      ),
    )

  it('are ready at once by default', async () => {
    await applyPods('plain', {}, 3)
    await untilPhase(cluster, ref('plain'), 'Healthy')
    const found = await pods('plain', 'are ready', isReady)
    expect(new Set(found.map((pod) => textAt(pod, 'status.podIP'))).size).toBe(3)
  })

  it('run unready for as long as ready-after says', async () => {
    await applyPods('slow', { 'cockpit.test/ready-after': '2s' })
    await pods('slow', 'run unready', (pod) => textAt(pod, 'status.phase') === 'Running' && !isReady(pod))
    const [pod] = await pods('slow', 'are ready', isReady)
    const took =
      Date.parse(textAt(ready(pod), 'lastTransitionTime')) - Date.parse(textAt(pod, 'status.startTime'))
    // The cluster's clock counts in whole seconds.
    expect(took).toBeGreaterThanOrEqual(1_000)
    await untilPhase(cluster, ref('slow'), 'Healthy')
  })

  it('never become ready with never-ready, and lose and regain readiness while they run', async () => {
    await applyPods('never', { 'cockpit.test/never-ready': 'true' })
    await pods('never', 'run unready', (pod) => textAt(pod, 'status.phase') === 'Running' && !isReady(pod))
    await untilPhase(cluster, ref('never'), 'Progressing', 'updated replicas are still becoming available')
    await annotate('never', { 'cockpit.test/never-ready': null })
    await untilPhase(cluster, ref('never'), 'Healthy')
    await annotate('never', { 'cockpit.test/never-ready': 'true' })
    await untilRollout(
      cluster,
      ref('never'),
      'has no ready pod',
      (one) => numberAt(one, 'status.readyReplicas') === 0,
    )
  })

  it('crash and restart with crash-loop, from the start or while they run, and recover', async () => {
    await applyPods('crash', {})
    await untilPhase(cluster, ref('crash'), 'Healthy')
    await annotate('crash', { 'cockpit.test/crash-loop': 'true' })
    const [pod] = await pods('crash', 'crash', (one) => waitingReason(one) === 'CrashLoopBackOff')
    expect(numberAt(pod, 'status.containerStatuses.0.restartCount')).toBe(3)
    const tree = await cluster.argo(['get', 'rollout', 'crash', '-n', 'pods', '--no-color'])
    expect(tree).toMatch(/✖ CrashLoopBackOff +\d+s +ready:0\/1,restarts:3/)
    await annotate('crash', { 'cockpit.test/crash-loop': null })
    const [recovered] = await pods('crash', 'are ready again', isReady)
    expect(numberAt(recovered, 'status.containerStatuses.0.restartCount')).toBe(3)
    await applyPods('crash-at-once', { 'cockpit.test/crash-loop': 'true' })
    await pods('crash-at-once', 'crash', (one) => waitingReason(one) === 'CrashLoopBackOff')
  })

  it('cannot pull their image with image-pull-error', async () => {
    await applyPods('pull', { 'cockpit.test/image-pull-error': 'true' })
    await pods('pull', 'failed to pull', (pod) => waitingReason(pod) === 'ErrImagePull')
    const [pod] = await pods('pull', 'back off', (one) => waitingReason(one) === 'ImagePullBackOff')
    expect(textAt(pod, 'status.phase')).toBe('Pending')
    await annotate('pull', { 'cockpit.test/image-pull-error': null })
    await untilPhase(cluster, ref('pull'), 'Healthy')
  })

  it('stay terminating for as long as terminate-after says', async () => {
    await applyPods('stubborn', { 'cockpit.test/terminate-after': '3s' })
    await untilPhase(cluster, ref('stubborn'), 'Healthy')
    const [doomed] = await pods('stubborn', 'are ready', isReady)
    const name = textAt(doomed, 'metadata.name')
    await cluster.remove(`/api/v1/namespaces/pods/pods/${name}`)
    const isTerminating = (pod: JsonObject) => at(pod, 'metadata.deletionTimestamp') !== undefined
    const one = await untilPods(cluster, 'pods', 'app=stubborn', 'are two', (found) => found.length === 2)
    expect(one.filter(isTerminating).map((pod) => textAt(pod, 'metadata.name'))).toEqual([name])
    await untilPods(cluster, 'pods', 'app=stubborn', 'are one', (found) => found.length === 1)
  })

  it('of a Job end well or badly, so that an analysis succeeds or fails', async () => {
    const fails = { 'cockpit.test/job-fails': 'true', 'cockpit.test/finish-after': '1s' }
    await cluster.apply([
      analysisTemplate({ ...ref('good'), metrics: [jobMetric({ name: 'smoke' })] }),
      analysisTemplate({ ...ref('bad'), metrics: [jobMetric({ name: 'smoke', annotations: fails })] }),
    ])
    const release = (template: string, image: string) =>
      canaryRollout({
        ...ref(`with-${template}`),
        image,
        steps: [{ setWeight: 50 }, { analysis: { templates: [{ templateName: template }] } }],
      })
    await cluster.apply([release('good', 'example.test/web:1.0'), release('bad', 'example.test/web:1.0')])
    await untilPhase(cluster, ref('with-good'), 'Healthy')
    await untilPhase(cluster, ref('with-bad'), 'Healthy')
    await cluster.apply([release('good', 'example.test/web:2.0'), release('bad', 'example.test/web:2.0')])
    await untilPhase(cluster, ref('with-bad'), 'Degraded', 'Metric "smoke" assessed Failed')
    const healthy = await untilPhase(cluster, ref('with-good'), 'Healthy')
    expect(at(healthy, 'status.stableRS')).toBe(at(healthy, 'status.currentPodHash'))
  })
})

function ready(pod: JsonObject | undefined): JsonObject | undefined {
  return listAt(pod, 'status.conditions').find((condition) => condition.type === 'Ready')
}

function isReady(pod: JsonObject): boolean {
  return ready(pod)?.status === 'True'
}

function waitingReason(pod: JsonObject): string {
  return textAt(pod, 'status.containerStatuses.0.state.waiting.reason')
}
