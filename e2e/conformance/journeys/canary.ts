import { courseCanary, courseCanaryUpdated } from '../../cluster/scenarios/course.ts'
import {
  healthy,
  isPhase,
  type Journey,
  pausedAt,
  podsReadyAfter,
  settled,
  startHealthy,
  update,
} from './journey.ts'

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

/** Aborts at each step, retries where it came from a pause, and goes back to the first image at the end. */
const abortedAt = (index: number): Journey => ({
  name: `aborted-at-step-${index}`,
  rollout: 'web',
  run: async (walk) => {
    const options = { podAnnotations: podsReadyAfter(2) }
    await startHealthy(walk, options)
    await update(walk, options)
    for (const pause of [1, 3].filter((pause) => pause < index)) {
      await walk.until(`paused at ${pause}/5`, pausedAt(pause))
      await walk.argo('promote')
    }
    await walk.reach(`at step ${index}`, ({ row }) => row.stepIndex === index && row.phase !== 'Healthy')
    await walk.argo('abort')
    await walk.until('aborted', isPhase('Degraded', 'RolloutAborted'))
    await walk.until('the new version gone', ({ replicaSets }) =>
      replicaSets.every((set) => !set.roles.includes('canary') || set.pods.length === 0),
    )
    if (index % 2 === 0) return
    await walk.argo('retry rollout')
    await walk.until('paused at 1/5 again', pausedAt(1))
    await walk.argo('undo')
    await walk.until('back at the first image', settled)
  },
})

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

export const canaryJourneys: readonly Journey[] = [
  course,
  ...[1, 3, 5, 10].map(withReplicas),
  withoutSteps,
  withoutSurge,
  backToZero,
  ...[0, 1, 2, 3, 4].map(abortedAt),
  scaledToZero,
  pausedBySpec,
  restarted,
]
