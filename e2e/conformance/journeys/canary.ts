import { courseCanary, courseCanaryUpdated } from '../../cluster/scenarios/course.ts'
import { healthy, isPhase, type Journey, pausedAt, settled, startHealthy, update, v1, v2 } from './journey.ts'

const course: Journey = {
  name: 'webapp-canary',
  rollout: 'frontend',
  run: async (walk) => {
    await walk.apply(...courseCanary({ readyAfter: '1s' }))
    await walk.until('Healthy', healthy)
    await walk.apply(courseCanaryUpdated({ readyAfter: '1s' }))
    await walk.until('paused at 1/5', pausedAt(1))
    await walk.argo('promote')
    await walk.until('paused at 3/5', pausedAt(3))
    await walk.argo('promote')
    await walk.until('Healthy again', settled)
  },
}

/** The same plan with as many pods as told: the shares that few pods can do are approximations. */
const withReplicas = (replicas: number): Journey => ({
  name: `canary-of-${replicas}`,
  rollout: 'web',
  run: async (walk) => {
    await startHealthy(walk, { replicas })
    await update(walk, { replicas })
    await walk.until('paused at 1/5', pausedAt(1))
    await walk.argo('promote')
    await walk.until('paused at 3/5', pausedAt(3))
    await walk.argo('promote', '--full')
    await walk.until('Healthy again', settled)
  },
})

const withoutSteps: Journey = {
  name: 'canary-without-steps',
  rollout: 'web',
  run: async (walk) => {
    await startHealthy(walk, { steps: [] })
    await update(walk, { steps: [] })
    await walk.reach('under way', isPhase('Progressing', 'replicas'))
    await walk.until('Healthy again', settled)
  },
}

const withoutSurge: Journey = {
  name: 'canary-without-surge',
  rollout: 'web',
  run: async (walk) => {
    const options = { replicas: 4, maxSurge: 0, maxUnavailable: 1 }
    await startHealthy(walk, options)
    await update(walk, options)
    await walk.until('paused at 1/5', pausedAt(1))
    await walk.argo('promote')
    await walk.until('paused at 3/5', pausedAt(3))
  },
}

const backToZero: Journey = {
  name: 'canary-back-to-zero',
  rollout: 'web',
  run: async (walk) => {
    const options = {
      steps: [{ pause: {} }, { setWeight: 50 }, { setWeight: 0 }, { pause: {} }, { setWeight: 100 }],
    }
    await startHealthy(walk, options)
    await update(walk, options)
    await walk.until('paused before any weight', pausedAt(0))
    await walk.argo('promote')
    await walk.until('paused at weight 0', pausedAt(3))
  },
}

const scaledToZero: Journey = {
  name: 'canary-scaled-to-zero',
  rollout: 'web',
  run: async (walk) => {
    await startHealthy(walk)
    await walk.patch({ spec: { replicas: 0 } })
    await walk.until('no pod left', (detail) => healthy(detail) && detail.row.counts.current === 0)
    await walk.patch({ spec: { replicas: 2 } })
    await walk.until('two pods', (detail) => healthy(detail) && detail.row.counts.available === 2)
  },
}

const pausedBySpec: Journey = {
  name: 'canary-paused-by-spec',
  rollout: 'web',
  run: async (walk) => {
    await startHealthy(walk)
    await walk.argo('pause')
    await walk.until('manually paused', isPhase('Paused', 'manually paused'))
    await update(walk, { spec: { paused: true } })
    await walk.until(
      'paused with a new revision',
      (detail) => detail.row.phase === 'Paused' && detail.replicaSets.length === 2,
    )
    await walk.argo('promote')
    await walk.reach('going on', ({ row }) => row.phase !== 'Paused' || row.message === 'CanaryPauseStep')
  },
}

const restarted: Journey = {
  name: 'canary-restarted',
  rollout: 'web',
  run: async (walk) => {
    await startHealthy(walk)
    await walk.argo('restart')
    await walk.reach('restarting', ({ restartAt }) => restartAt !== null)
    await walk.until('restarted', (detail) => healthy(detail) && detail.restartedAt !== null, 90_000)
  },
}

/** An init container and a second one beside the first, of images of their own. */
const severalContainers: Journey = {
  name: 'several-containers',
  rollout: 'web',
  run: async (walk) => {
    const withImages = (image: string, version: string) => ({
      podSpec: {
        initContainers: [{ name: 'migrate', image: `example.test/migrate:${version}` }],
        containers: [
          { name: 'web', image },
          { name: 'proxy', image: 'example.test/proxy:1.0' },
        ],
      },
    })
    await startHealthy(walk, withImages(v1, '1.0'))
    await update(walk, withImages(v2, '2.0'))
    await walk.until('paused at 1/5', pausedAt(1))
    await walk.argo('promote', '--full')
    await walk.until('Healthy again', settled)
  },
}

export const canaryJourneys: readonly Journey[] = [
  course,
  ...[1, 3, 5, 10].map(withReplicas),
  withoutSteps,
  withoutSurge,
  backToZero,
  scaledToZero,
  pausedBySpec,
  restarted,
  severalContainers,
]
