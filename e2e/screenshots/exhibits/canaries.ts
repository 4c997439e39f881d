import type { Cluster } from '../../cluster/cluster.ts'
import { courseCanary, courseCanaryUpdated } from '../../cluster/scenarios/course.ts'
import { service } from '../../cluster/scenarios/objects.ts'
import { type ObjectRef, rolloutPath, until, untilPhase, untilPods } from '../../cluster/waits.ts'
import { canary, command, neverReady, stepsFrom, updated } from './exhibit.ts'

export async function course(cluster: Cluster, ref: ObjectRef): Promise<void> {
  // The strategy names no Service; its users come through one all the same.
  await cluster.apply([...courseCanary(), service(ref)])
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([courseCanaryUpdated()])
  await untilPhase(cluster, ref, 'Paused')
}

/** Waits for a person at its first weight. */
export const pausedAt =
  (first: number, from: string, to: string) =>
  async (cluster: Cluster, ref: ObjectRef): Promise<void> => {
    const options = { steps: stepsFrom(first) }
    await updated(cluster, ref, canary(ref, from, options), canary(ref, to, options))
    await untilPhase(cluster, ref, 'Paused')
  }

const paused = pausedAt(20, '4.1.0', '4.2.0')

export async function timed(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await paused(cluster, ref)
  await cluster.argo(command('promote', ref))
  await untilPods(cluster, ref.namespace, `app=${ref.name}`, 'are ready', (pods) => pods.length === 5)
  await untilPhase(cluster, ref, 'Paused')
}

export async function aborted(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await paused(cluster, ref)
  await cluster.argo(command('abort', ref))
  await untilPhase(cluster, ref, 'Degraded')
}

export async function progressing(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const slow = { podAnnotations: neverReady }
  await updated(cluster, ref, canary(ref, '2.8.1'), canary(ref, '2.9.0', slow))
  await untilPhase(cluster, ref, 'Progressing')
}

/** Replaces its pods as a Deployment does, and has come as far as it can. */
export async function stepless(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const slow = { steps: [], podAnnotations: neverReady }
  await updated(cluster, ref, canary(ref, '6.3.0', { steps: [] }), canary(ref, '6.4.0', slow))
  await untilPods(cluster, ref.namespace, `app=${ref.name}`, 'are of both versions', (pods) =>
    /6\.3\.0.*6\.4\.0|6\.4\.0.*6\.3\.0/.test(JSON.stringify(pods)),
  )
}

export async function failing(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const broken = { podAnnotations: { 'cockpit.test/crash-loop': 'true' } }
  await updated(cluster, ref, canary(ref, '1.30.2'), canary(ref, '1.31.0', broken))
  await untilPods(cluster, ref.namespace, `app=${ref.name}`, 'crash', (pods) =>
    JSON.stringify(pods).includes('CrashLoopBackOff'),
  )
}

export async function healthy(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([canary(ref, '0.14.3')])
  await untilPhase(cluster, ref, 'Healthy')
}

export async function invalid(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([canary(ref, '3.0.0', { maxSurge: 0, maxUnavailable: 0 })])
  await untilPhase(cluster, ref, 'Degraded')
}

/** The course's own mistake, a template one level too deep: posted, because an apply would refuse the field. */
export async function nested(cluster: Cluster, ref: ObjectRef): Promise<void> {
  const { namespace, name } = ref
  const labels = { app: name }
  const containers = [{ name, image: 'ghcr.io/stefanprodan/podinfo:6.9.3' }]
  await cluster.create(rolloutPath({ namespace, name: '' }).slice(0, -1), {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { namespace, name },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { template: { metadata: { labels }, spec: { containers } } },
      strategy: { canary: { steps: [{ setWeight: 25 }, { pause: {} }] } },
    },
  })
  await until(
    `Rollout ${name} is there`,
    async () => (await cluster.request('GET', rolloutPath(ref))).status,
    (status) => status === 200,
  )
}
