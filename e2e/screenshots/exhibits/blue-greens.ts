import type { Cluster } from '../../cluster/cluster.ts'
import type { JsonObject } from '../../cluster/json.ts'
import { courseBlueGreen, courseBlueGreenUpdated } from '../../cluster/scenarios/course.ts'
import { service } from '../../cluster/scenarios/objects.ts'
import { type ObjectRef, untilPhase } from '../../cluster/waits.ts'
import { checks, longCheck, untilRuns } from './analyses.ts'
import { blueGreen, command, updated } from './exhibit.ts'

const services = ({ name, namespace }: ObjectRef) => [
  service({ namespace, name }),
  service({ namespace, name: `${name}-preview`, app: name }),
]

export async function courseColours(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply(courseBlueGreen())
  await untilPhase(cluster, ref, 'Healthy')
  await cluster.apply([courseBlueGreenUpdated()])
  await untilPhase(cluster, ref, 'Paused')
}

export async function onlyActive(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([...services(ref), blueGreen(ref, '7.0.0')])
  await untilPhase(cluster, ref, 'Healthy')
}

async function changed(cluster: Cluster, ref: ObjectRef, more: JsonObject): Promise<void> {
  await cluster.apply(services(ref))
  await updated(cluster, ref, blueGreen(ref, '5.3.1', more), blueGreen(ref, '5.4.0', more))
}

export async function delayed(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await changed(cluster, ref, { scaleDownDelaySeconds: 3600 })
  await untilPhase(cluster, ref, 'Paused')
  await cluster.argo(command('promote', ref))
  await untilPhase(cluster, ref, 'Healthy')
}

export async function abortedColours(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await changed(cluster, ref, {})
  await untilPhase(cluster, ref, 'Paused')
  await cluster.argo(command('abort', ref))
  await untilPhase(cluster, ref, 'Degraded')
}

/** Is promoted by the clock, unless a person is faster. */
export async function countedDown(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await changed(cluster, ref, { autoPromotionEnabled: true, autoPromotionSeconds: 2_700 })
  await untilPhase(cluster, ref, 'Paused')
}

/** The preview is measured before it may take over. */
export async function measuredBefore(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([longCheck(ref.namespace)])
  await changed(cluster, ref, { prePromotionAnalysis: checks })
  await untilRuns(cluster, ref, ({ phase }) => phase === 'Running')
}

/** The new version has the users, and the old one is kept until it is measured. */
export async function measuredAfter(cluster: Cluster, ref: ObjectRef): Promise<void> {
  await cluster.apply([longCheck(ref.namespace)])
  await changed(cluster, ref, { autoPromotionEnabled: true, postPromotionAnalysis: checks })
  await untilRuns(cluster, ref, ({ phase }) => phase === 'Running')
}
