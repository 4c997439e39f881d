import type { RolloutDetail } from '../../../lib/rollouts/view.ts'
import { installMesh, virtualService } from '../../cluster/scenarios/mesh.ts'
import { namespace, service } from '../../cluster/scenarios/objects.ts'
import type { Walk } from '../walk.ts'
import { type Journey, pausedAt, settled, startHealthy, update } from './journey.ts'

const match = [{ headerName: 'x-canary', headerValue: { exact: 'yes' } }]

/** Routed by a mesh that is only its VirtualService, with Services that change roles at each update. */
const options = {
  canary: {
    pingPong: { pingService: 'web-ping', pongService: 'web-pong' },
    trafficRouting: {
      managedRoutes: [{ name: 'by-header' }, { name: 'by-mirror' }],
      istio: { virtualService: { name: 'web', routes: ['primary'] } },
    },
    scaleDownDelaySeconds: 3,
  },
  steps: [
    { setCanaryScale: { weight: 50 } },
    { setHeaderRoute: { name: 'by-header', match } },
    { setMirrorRoute: { name: 'by-mirror', percentage: 35, match: [{ path: { prefix: '/' } }] } },
    { pause: {} },
    { setWeight: 30 },
    { pause: {} },
    { setHeaderRoute: { name: 'by-header' } },
    { setMirrorRoute: { name: 'by-mirror' } },
  ],
}

async function prepare({ apply, cluster, ref }: Walk): Promise<void> {
  const services = ['web-ping', 'web-pong'] as const
  const web = virtualService({ ...ref, services: [...services] })
  await installMesh(cluster)
  await apply(
    namespace(ref.namespace),
    ...services.map((name) => service({ name, namespace: ref.namespace, app: 'web' })),
    web,
  )
}

const has =
  (...roles: readonly string[]) =>
  ({ replicaSets }: RolloutDetail): boolean =>
    replicaSets.some((set) => roles.every((role) => set.roles.some((one) => one === role)))

const pingPong: Journey = {
  name: 'ping-pong',
  rollout: 'web',
  run: async (walk) => {
    await prepare(walk)
    await startHealthy(walk, options)
    await update(walk, options)
    await walk.until('paused at 3/8', (detail) => pausedAt(3)(detail) && has('canary', 'pong')(detail))
    await walk.argo('promote')
    await walk.until('paused at 5/8', pausedAt(5))
    await walk.argo('promote')
    await walk.until(
      'Healthy, the roles exchanged',
      (detail) => settled(detail) && has('stable', 'pong')(detail),
    )
  },
}

export const meshJourneys: readonly Journey[] = [pingPong]
