import { pauseSeconds } from './go-duration.ts'
import { secondsAfter } from './instants.ts'
import type { PauseCondition, Rollout } from './model.ts'
import { currentStep } from './steps.ts'
import type { PauseView } from './view.ts'

/**
 * Why the Rollout stands still and who ends it, null when it does not; a person goes before the clock where both hold it up.
 * `spec.paused` counts whatever the phase says, an aborted update waits for nobody.
 */
export function toPauseView(rollout: Rollout): PauseView | null {
  if (rollout.spec.paused) return { waitsFor: 'person', reason: 'manually paused', since: null }
  if (rollout.status.abort) return null
  const pauses = rollout.status.pauseConditions.map((condition) => conditionView(condition, rollout))
  return pauses.find(({ waitsFor }) => waitsFor === 'person') ?? pauses[0] ?? null
}

/** Mirrors what ends a pause: argo-rollouts@v1.10.1 rollout/pause.go#L145 and #L172; what nothing there ends waits for a person. */
function conditionView({ reason, startTime: since }: PauseCondition, rollout: Rollout): PauseView {
  const seconds =
    reason === 'CanaryPauseStep'
      ? canarySeconds(rollout)
      : reason === 'BlueGreenPause'
        ? blueGreenSeconds(rollout)
        : 'endless'
  if (seconds === 'endless') return { waitsFor: 'person', reason, since }
  return { waitsFor: 'clock', reason, since, until: seconds === null ? null : secondsAfter(since, seconds) }
}

/** Seconds, null for not computable. */
type Length = number | null | 'endless'

function canarySeconds(rollout: Rollout): Length {
  const pause = currentStep(rollout)?.pause
  // The step has gone from under the pause: the controller's next look settles it.
  if (!pause) return null
  return pause.duration === null ? 'endless' : pauseSeconds(pause.duration)
}

function blueGreenSeconds({ spec }: Rollout): Length {
  if (spec.strategy.type !== 'BlueGreen') return null
  const { autoPromotionEnabled, autoPromotionSeconds } = spec.strategy.blueGreen
  return autoPromotionEnabled === false ? 'endless' : (autoPromotionSeconds ?? 0)
}
