import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requireCluster } from '../../support/real-cluster.ts'
import { type Cluster, startCluster } from '../cluster.ts'
import { untilPhase } from '../waits.ts'
import { courseBlueGreen, courseBlueGreenUpdated, courseCanary, courseCanaryUpdated } from './course.ts'

describe.skipIf(!requireCluster())('the Rollouts of the course', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster?.stop())

  const text = (namespace: string) =>
    cluster.argo(['get', 'rollout', 'frontend', '-n', namespace, '--no-color'])

  it('canary: waits at 25 % for a human, at 50 % for the clock, and ends Healthy', async () => {
    const ref = { namespace: 'webapp-canary', name: 'frontend' }
    const promote = () => cluster.argo(['promote', 'frontend', '-n', ref.namespace])
    await cluster.apply(courseCanary())
    await untilPhase(cluster, ref, 'Healthy')
    await cluster.apply([courseCanaryUpdated()])
    await untilPhase(cluster, ref, 'Paused', 'CanaryPauseStep')
    expect(await text(ref.namespace)).toMatch(/Step: +1\/5\n +SetWeight: +25\n/)
    await promote()
    await expect
      .poll(() => text(ref.namespace), { timeout: 30_000 })
      .toMatch(/Paused[\s\S]*Step: +3\/5\n +SetWeight: +50\n/)
    await promote()
    await untilPhase(cluster, ref, 'Healthy')
    expect(await text(ref.namespace)).toContain('ghcr.io/stefanprodan/podinfo:6.9.4 (stable)')
  })

  it('blue-green: shows the new colour in the preview and waits for a human', async () => {
    const ref = { namespace: 'webapp-blue-green', name: 'frontend' }
    await cluster.apply(courseBlueGreen({ readyAfter: '1s' }))
    await untilPhase(cluster, ref, 'Healthy')
    await cluster.apply([courseBlueGreenUpdated({ readyAfter: '1s' })])
    await untilPhase(cluster, ref, 'Paused', 'BlueGreenPause')
    const shown = await text(ref.namespace)
    expect(shown).toContain('podinfo:6.9.3 (stable, active)')
    expect(shown).toContain('podinfo:6.9.4 (preview)')
    await cluster.argo(['promote', 'frontend', '-n', ref.namespace])
    await untilPhase(cluster, ref, 'Healthy')
    expect(await text(ref.namespace)).toContain('podinfo:6.9.4 (stable, active)')
  })
})
