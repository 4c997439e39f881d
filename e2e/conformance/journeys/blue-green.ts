import type { JsonObject } from '../../cluster/json.ts'
import { courseBlueGreen, courseBlueGreenUpdated } from '../../cluster/scenarios/course.ts'
import { namespace, service } from '../../cluster/scenarios/objects.ts'
import { blueGreenRollout } from '../../cluster/scenarios/rollouts.ts'
import type { Walk } from '../walk.ts'
import { healthy, isPhase, type Journey, podsReadyAfter, settled, v1, v2 } from './journey.ts'

const paused = isPhase('Paused', 'BlueGreenPause')

const course: Journey = {
  name: 'webapp-blue-green',
  rollout: 'frontend',
  run: async (walk) => {
    await walk.apply(...courseBlueGreen({ readyAfter: '1s' }))
    await walk.until('Healthy', healthy)
    await walk.apply(courseBlueGreenUpdated({ readyAfter: '1s' }))
    await walk.until('paused', paused)
    await walk.argo('promote')
    await walk.until(
      'switched, the old colour in its delay',
      (detail) => healthy(detail) && detail.replicaSets.some((set) => set.scaleDownDeadline !== null),
    )
  },
}

const services = (place: string): readonly JsonObject[] => [
  namespace(place),
  service({ namespace: place, name: 'web' }),
  service({ namespace: place, name: 'web-preview', app: 'web' }),
]

const rolloutOf = (walk: Walk, image: string, blueGreen: JsonObject = {}) =>
  blueGreenRollout({
    name: 'web',
    namespace: walk.ref.namespace,
    replicas: 2,
    image,
    podAnnotations: podsReadyAfter(1),
    blueGreen: { scaleDownDelaySeconds: 3, abortScaleDownDelaySeconds: 3, ...blueGreen },
  })

const aborted: Journey = {
  name: 'blue-green-aborted',
  rollout: 'web',
  run: async (walk) => {
    await walk.apply(...services(walk.ref.namespace), rolloutOf(walk, v1))
    await walk.until('Healthy', healthy)
    await walk.apply(rolloutOf(walk, v2))
    await walk.until('paused', paused)
    await walk.argo('abort')
    await walk.until(
      'aborted, the preview scaled down',
      (detail) =>
        isPhase('Degraded', 'RolloutAborted')(detail) &&
        detail.replicaSets.some((set) => set.status === 'ScaledDown'),
    )
    await walk.argo('retry rollout')
    await walk.until('paused again', paused)
    await walk.argo('promote')
    await walk.until('the old colour gone', settled)
  },
}

const automatic: Journey = {
  name: 'blue-green-automatic',
  rollout: 'web',
  run: async (walk) => {
    const options = { autoPromotionEnabled: true, autoPromotionSeconds: 4 }
    await walk.apply(...services(walk.ref.namespace), rolloutOf(walk, v1, options))
    await walk.until('Healthy', healthy)
    await walk.apply(rolloutOf(walk, v2, options))
    await walk.reach('paused by the clock', paused)
    await walk.until('promoted by itself', settled)
  },
}

/** A second image before the first was ever ready: the pause is skipped. */
const hasty: Journey = {
  name: 'blue-green-hasty',
  rollout: 'web',
  run: async (walk) => {
    await walk.apply(...services(walk.ref.namespace), rolloutOf(walk, v1))
    await walk.reach('booting', isPhase('Progressing'))
    await walk.apply(rolloutOf(walk, v2))
    await walk.until('Healthy at the second image', settled)
  },
}

const withoutService: Journey = {
  name: 'blue-green-without-service',
  rollout: 'web',
  run: async (walk) => {
    await walk.apply(namespace(walk.ref.namespace), rolloutOf(walk, v1))
    await walk.until('an invalid spec', isPhase('Degraded', 'InvalidSpec'))
  },
}

export const blueGreenJourneys: readonly Journey[] = [course, aborted, automatic, hasty, withoutService]
