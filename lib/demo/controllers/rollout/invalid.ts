import type { Container } from '../../../rollouts/model.ts'
import { podLimits } from '../../../rollouts/replicas.ts'
import { at, type Json, listAt, objectAt, textAt } from '../../objects/json.ts'
import { notSimulated } from '../../objects/not-simulated.ts'
import { dnsLabelFault } from '../../objects/validate.ts'
import { condition, findCondition, withoutCondition } from '../conditions.ts'
import { annotationOf } from '../facts.ts'
import { missingTemplates } from './analysis/create.ts'
import { invalid, stepFault } from './invalid-steps.ts'
import { HASH, MANAGED_BY } from './names.ts'
import { writeConditions } from './paused-conditions.ts'
import { pingPongFault, routerFault, routingFault } from './routing/invalid.ts'
import { routingOf } from './routing/roles.ts'
import { delayRevisionLimit } from './scale.ts'
import { findService } from './services.ts'
import { strategyOf } from './status.ts'
import type { Turn } from './turn.ts'

const HISTORY_LIMIT = 10
/** How long a Rollout waits that refers to no template; whatever else is wrong with one is tried again sooner. */
const WORKLOAD_AGAIN_MS = 20_000
const FEWER_REVISIONS =
  "This rollout's revision history limit can not be smaller than the rollout's scale down limit"

/** Says on the Rollout that it is invalid, and ends the look. Mirrors argo-rollouts@v1.10.1 rollout/controller.go#L621 */
export function refuseInvalid(turn: Turn, fault: string): void {
  const message = `The Rollout "${turn.rollout.meta.name}" is invalid: ${fault}`
  const before = findCondition(turn.status.conditions, 'InvalidSpec')
  const seen = turn.status.observedGeneration === String(turn.object.metadata.generation ?? 0)
  if (turn.workloadFault === null) turn.journal.fail()
  else turn.journal.lookAgain(WORKLOAD_AGAIN_MS)
  if (before?.message === message && seen) return
  if (before !== null && before.message !== message) {
    turn.status = { ...turn.status, conditions: withoutCondition(turn.status.conditions, 'InvalidSpec') }
  }
  writeConditions(turn, [condition(turn.now, 'InvalidSpec', 'True', 'InvalidSpec', message)])
}

/** The first thing that is wrong with the Rollout or with what it names, in Kubernetes' words; null when nothing is. */
export const firstFault = (turn: Turn): string | null =>
  unheeded(turn) ??
  turn.workloadFault ??
  templateFault(turn) ??
  strategyFault(turn) ??
  serviceFault(turn) ??
  analysisFault(turn) ??
  routerFault(turn)

/** What came in past the API, which refuses it. */
function unheeded({ object }: Turn): string | null {
  const [first] = notSimulated('rollouts', object)
  return first ? `${first.field}: ${first.message}` : null
}

/** Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L128 */
function templateFault({ object, rollout }: Turn): string | null {
  const selector = at(object, 'spec', 'selector')
  if (selector === undefined) {
    return `spec.selector: Required value: Rollout has missing field '.spec.selector'`
  }
  const labels = objectAt(object, 'spec', 'template', 'metadata', 'labels')
  const wanted = Object.entries(objectAt(selector, 'matchLabels'))
  if (wanted.length === 0 && listAt(selector, 'matchExpressions').length === 0) {
    return invalid('spec.selector', selector, 'empty selector is invalid for deployment')
  }
  if (wanted.some(([key, value]) => labels[key] !== value)) {
    const why = '`selector` does not match template `labels`'
    return invalid('spec.template.metadata.labels', labels, why)
  }
  if (!rollout.spec.template || rollout.spec.template.containers.length === 0) {
    return 'spec.template.spec.containers: Required value'
  }
  for (const [index, container] of rollout.spec.template.containers.entries()) {
    const fault = containerFault(`spec.template.spec.containers[${index}]`, container)
    if (fault !== null) return fault
  }
  const { progressDeadlineSeconds, minReadySeconds } = rollout.spec
  const deadline = progressDeadlineSeconds ?? 600
  return deadline <= minReadySeconds
    ? invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')
    : null
}

function containerFault(path: string, { name, image }: Container): string | null {
  if (name === '') return `${path}.name: Required value`
  const fault = dnsLabelFault(name)
  if (fault !== null) return invalid(`${path}.name`, name, fault)
  return image === '' ? `${path}.image: Required value` : null
}

/** Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L203 */
function strategyFault(turn: Turn): string | null {
  const { object, rollout } = turn
  const { strategy } = rollout.spec
  const raw = objectAt(object, 'spec', 'strategy')
  if (strategy.type === 'unknown') {
    return "spec.strategy.strategy: Required value: Rollout has missing field '.spec.strategy.canary or .spec.strategy.blueGreen'"
  }
  if (raw.canary !== undefined && raw.blueGreen !== undefined) {
    return invalid(
      'spec.strategy.strategy',
      'blueGreen: true canary: true',
      'Multiple Strategies can not be listed',
    )
  }
  if (strategy.type === 'BlueGreen') {
    const { activeService, previewService } = strategy.blueGreen
    const why =
      'This rollout uses the same service for the active and preview services, but two different services are required.'
    if (activeService === (previewService ?? ''))
      return invalid('spec.strategy.activeService', activeService, why)
    const kept = delayRevisionLimit(turn)
    return Number.isFinite(kept) && (rollout.spec.revisionHistoryLimit ?? HISTORY_LIMIT) < kept
      ? invalid('spec.strategy.scaleDownDelayRevisionLimit', kept, FEWER_REVISIONS)
      : null
  }
  const { maxSurge, maxUnavailable } = strategy.canary
  const limits = podLimits({ replicas: 100, maxSurge, maxUnavailable })
  const none = [maxSurge, maxUnavailable].every((limit) => limit === 0 || limit === '0%' || limit === '0')
  if (none && limits.surge === 0) {
    return invalid(
      'spec.strategy.maxSurge',
      maxSurge ?? 0,
      'MaxSurge and MaxUnavailable both can not be zero',
    )
  }
  return canaryFault(turn)
}

/** Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation.go#L263 */
function canaryFault(turn: Turn): string | null {
  const canary = strategyOf(turn.object, 'canary')
  const routing = routingOf(turn)
  const { stableService, canaryService, scaleDownDelaySeconds, dynamicStableScale } = canary
  if (typeof stableService === 'string' && stableService !== '' && stableService === canaryService) {
    const why =
      'This rollout uses the same service for the stable and canary services, but two different services are required.'
    return invalid('spec.strategy.stableService', stableService, why)
  }
  const unrouted = (field: string, value: Json) =>
    invalid(`spec.strategy.${field}`, value, `Canary ${field} can only be used with traffic routing`)
  const fault = pingPongFault(turn) ?? (routing && routingFault(turn, routing))
  if (fault !== null) return fault
  if (routing === null) {
    if (typeof scaleDownDelaySeconds === 'number')
      return unrouted('scaleDownDelaySeconds', scaleDownDelaySeconds)
    if (dynamicStableScale === true) return unrouted('dynamicStableScale', true)
  }
  return listAt(canary, 'steps').reduce<string | null>(
    (found, step, index) => found ?? stepFault(step, index, routing),
    null,
  )
}

function serviceFault(turn: Turn): string | null {
  const { strategy } = turn.rollout.spec
  const named: readonly (readonly [string, string | null])[] =
    strategy.type === 'BlueGreen'
      ? [
          ['blueGreen.activeService', strategy.blueGreen.activeService],
          ['blueGreen.previewService', strategy.blueGreen.previewService],
        ]
      : strategy.type === 'Canary'
        ? [
            ['canary.stableService', strategy.canary.stableService],
            ['canary.canaryService', strategy.canary.canaryService],
            ['canary.pingPong.pingService', strategy.canary.pingPong?.pingService ?? null],
            ['canary.pingPong.pongService', strategy.canary.pingPong?.pongService ?? null],
          ]
        : []
  for (const [field, name] of named) {
    const why = name ? faultOfService(turn, name) : null
    if (why !== null) return invalid(`spec.strategy.${field}`, name, why)
  }
  return null
}

/** Mirrors argo-rollouts@v1.10.1 pkg/apis/rollouts/validation/validation_references.go#L94 */
function faultOfService(turn: Turn, name: string): string | null {
  const service = findService(turn, name)
  if (service === null) return `service "${name}" not found`
  const labels = objectAt(turn.object, 'spec', 'template', 'metadata', 'labels')
  const unmatched = Object.entries(objectAt(service, 'spec', 'selector')).find(
    ([key, value]) => key !== HASH && labels[key] !== value,
  )
  if (unmatched) return `Service "${name}" has unmatch label "${unmatched[0]}" in rollout`
  const manager = annotationOf(service, MANAGED_BY)
  return manager === null || manager === turn.rollout.meta.name
    ? null
    : `Service "${name}" is managed by another Rollout`
}

/** Mirrors argo-rollouts@v1.10.1 rollout/controller.go#L879 */
function analysisFault(turn: Turn): string | null {
  const blueGreen = strategyOf(turn.object, 'blueGreen')
  const canary = strategyOf(turn.object, 'canary')
  const steps = listAt(canary, 'steps').map(
    (step, index) => [`canary.steps[${index}].analysis`, objectAt(step, 'analysis')] as const,
  )
  const all = [
    ['blueGreen.prePromotionAnalysis', objectAt(blueGreen, 'prePromotionAnalysis')] as const,
    ['blueGreen.postPromotionAnalysis', objectAt(blueGreen, 'postPromotionAnalysis')] as const,
    ...steps,
    ['canary.analysis', objectAt(canary, 'analysis')] as const,
  ]
  for (const [field, analysis] of all) {
    const [missing] = missingTemplates(analysis, turn.parts.analysisTemplates)
    if (missing === undefined) continue
    const cluster = listAt(analysis, 'templates').some(
      (one) => textAt(one, 'templateName') === missing && at(one, 'clusterScope') === true,
    )
    const kind = cluster ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'
    return invalid(`spec.strategy.${field}.templates`, missing, `${kind} '${missing}' not found`)
  }
  return null
}
