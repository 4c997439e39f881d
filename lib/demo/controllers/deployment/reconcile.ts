import { at, objectAt } from '../../objects/json.ts'
import { condition, findCondition, withCondition } from '../conditions.ts'
import type { Outcome } from '../writes.ts'
import { forgetOldSets } from './history.ts'
import { beginLook, conditionsOf, type DeploymentParts, type Look, writeDeployment } from './look.ts'
import { recreate } from './recreate.ts'
import { syncRevision } from './revision.ts'
import { rollingUpdate } from './rolling.ts'
import { followSize, isScalingEvent } from './scale.ts'
import { syncCounts } from './status.ts'

/** What the controller does when it looks at a Deployment once. Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/deployment_controller.go#L589 */
export function reconcileDeployment(parts: DeploymentParts, now: number): Outcome {
  const look = beginLook(parts, now)
  if (parts.deployment.metadata.deletionTimestamp === undefined) step(look)
  return look.journal.outcome()
}

function step(look: Look): void {
  notePause(look)
  const paused = isPaused(look)
  syncRevision(look, false)
  if (paused || isScalingEvent(look)) {
    followSize(look)
    if (paused) forgetOldSets(look)
    syncCounts(look)
  } else if (at(look.deployment, 'spec', 'strategy', 'type') === 'Recreate') recreate(look)
  else rollingUpdate(look)
}

const isPaused = ({ deployment }: Look): boolean => at(deployment, 'spec', 'paused') === true

/** Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/sync.go#L82 */
function notePause(look: Look): void {
  const before = conditionsOf(look)
  const progressing = findCondition(before, 'Progressing')
  if (progressing?.reason === 'ProgressDeadlineExceeded') return
  const noted = progressing?.reason === 'DeploymentPaused'
  if (isPaused(look) === noted) return
  const next = isPaused(look)
    ? condition(look.now, 'Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused')
    : condition(look.now, 'Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed')
  const status = { ...objectAt(look.deployment, 'status'), conditions: withCondition(before, next) }
  writeDeployment(look, status)
}
