import { currentStep } from '../../../../rollouts/steps.ts'
import type { JsonObject } from '../../../objects/json.ts'
import { at, listAt, objectAt, textAt } from '../../../objects/json.ts'
import type { KubeObject, NewObject } from '../../../objects/object.ts'
import { withSpec } from '../../facts.ts'
import { findPause, isAborted } from '../pauses.ts'
import { isFastRollback } from '../rollback.ts'
import { type RunReference, strategyOf } from '../status.ts'
import { type CurrentRuns, isFullyPromoted, type RunKind, runKinds, type Turn } from '../turn.ts'
import { type AnalysisPlan, createRun } from './create.ts'
import { deleteSurplus } from './history.ts'
import { skipsPostAnalysis } from './post-promotion.ts'
import { skipsPreAnalysis } from './pre-promotion.ts'
import { isCompleted, runPhase } from './run-phase.ts'

const INCONCLUSIVE = 'InconclusiveAnalysisRun'

/** Starts, judges and ends the analysis runs of the update. Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L73 */
export function reconcileRuns(turn: Turn): void {
  const before = turn.runs
  const cancelled =
    isFullyPromoted(turn) ||
    isAborted(turn.status, turn.pauses) ||
    turn.status.promoteFull ||
    isFastRollback(turn) ||
    turn.status.stableRS === ''
  const none: CurrentRuns = { step: null, background: null, pre: null, post: null }
  turn.runs = cancelled ? { ...none, pre: before.pre, post: before.post } : wantedRuns(turn)
  const current = new Set(runKinds.flatMap((kind) => turn.runs[kind]?.metadata.name ?? []))
  const named = new Set(runKinds.flatMap((kind) => before[kind]?.metadata.name ?? []))
  for (const run of turn.parts.analysisRuns) {
    const { name } = run.metadata
    if (cancelled ? named.has(name) || !current.has(name) : !current.has(name)) cancel(turn, run)
  }
  const others = turn.parts.analysisRuns.filter(
    ({ metadata }) => !current.has(metadata.name) && !named.has(metadata.name),
  )
  deleteSurplus(turn, 'analysisruns', others)
  tellChanges(turn)
}

function wantedRuns(turn: Turn): CurrentRuns {
  if (turn.rollout.spec.strategy.type === 'Canary') {
    return { step: stepRun(turn), background: backgroundRun(turn), pre: null, post: null }
  }
  return { step: null, background: null, pre: preRun(turn), post: postRun(turn) }
}

function cancel(turn: Turn, run: KubeObject): void {
  if (isCompleted(run) || at(run, 'spec', 'terminate') === true) return
  turn.journal.change('analysisruns', run, 'spec', (latest) => withSpec(latest, { terminate: true }))
}

/** Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L173 */
function needsNewRun({ status }: Turn, current: NewObject | null): boolean {
  if (current === null) return true
  const unpaused =
    status.controllerPause &&
    findPause(status, 'CanaryPauseStep') === null &&
    findPause(status, 'BlueGreenPause') === null
  return unpaused ? runPhase(current) === 'Inconclusive' : status.abortedAt !== null
}

/** The run that is there, judged, or a new one. */
function judged(turn: Turn, kind: RunKind, plan: AnalysisPlan, blame: string): NewObject | null {
  const current = turn.runs[kind]
  if (findPause(turn.status, INCONCLUSIVE) !== null) {
    // Of blue-green alone the real controller judges once more.
    if (kind === 'pre' || kind === 'post') judge(turn, current, blame)
    return current
  }
  if (needsNewRun(turn, current)) return createRun(turn, plan)
  judge(turn, current, blame)
  return current
}

function judge(turn: Turn, run: NewObject | null, blame: string): void {
  const phase = runPhase(run)
  if (phase === 'Inconclusive') turn.pauses.add.add(INCONCLUSIVE)
  if (phase !== 'Error' && phase !== 'Failed') return
  const why = textAt(run ?? null, 'status', 'message')
  turn.pauses.addAbort = true
  turn.pauses.abortMessage = why === '' ? blame : `${blame}: ${why}`
}

const hasTemplates = (analysis: JsonObject): boolean => listAt(analysis, 'templates').length > 0

/** Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L407 */
function stepRun(turn: Turn): NewObject | null {
  const { status, runs } = turn
  if (status.pauseConditions.length > 0 || status.abort) return runs.step
  const index = String(status.currentStepIndex ?? 0)
  const analysis = objectAt(strategyOf(turn.object, 'canary'), 'steps', Number(index), 'analysis')
  const ofOther = runs.step !== null && textAt(runs.step, 'metadata', 'labels', 'step-index') !== index
  if (!currentStep(turn.rollout)?.analysis || !hasTemplates(analysis) || ofOther) return null
  return judged(
    turn,
    'step',
    { type: 'Step', suffix: index, analysis },
    'Step-based analysis phase error/failed',
  )
}

/** Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L350 */
function backgroundRun(turn: Turn): NewObject | null {
  const analysis = objectAt(strategyOf(turn.object, 'canary'), 'analysis')
  if (!hasTemplates(analysis) || turn.status.currentPodHash === '') return null
  const start = at(analysis, 'startingStep')
  if (typeof start === 'number' && (turn.status.currentStepIndex ?? 0) < start) return null
  const plan = { type: 'Background', suffix: '', analysis }
  return judged(turn, 'background', plan, 'Background analysis phase error/failed')
}

/** Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L244 */
function preRun(turn: Turn): NewObject | null {
  const analysis = objectAt(strategyOf(turn.object, 'blueGreen'), 'prePromotionAnalysis')
  if (!hasTemplates(analysis)) return null
  const blame = 'Blue/green pre-promotion analysis phase error/failed'
  if (skipsPreAnalysis(turn)) return skipped(turn, 'pre', blame)
  return judged(turn, 'pre', { type: 'PrePromotion', suffix: 'pre', analysis }, blame)
}

/** Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L319 */
function postRun(turn: Turn): NewObject | null {
  const analysis = objectAt(strategyOf(turn.object, 'blueGreen'), 'postPromotionAnalysis')
  if (!hasTemplates(analysis)) return null
  const blame = 'Blue/green post-promotion analysis phase error/failed'
  if (skipsPostAnalysis(turn)) return skipped(turn, 'post', blame)
  return judged(turn, 'post', { type: 'PostPromotion', suffix: 'post', analysis }, blame)
}

/** A run that is not wanted now is ended, and still judged. */
function skipped(turn: Turn, kind: RunKind, blame: string): NewObject | null {
  const current = turn.runs[kind]
  const run = turn.parts.analysisRuns.find(({ metadata }) => metadata.name === current?.metadata.name)
  if (run) cancel(turn, run)
  judge(turn, current, blame)
  return current
}

/** Mirrors argo-rollouts@v1.10.1 rollout/analysis.go#L218 */
function tellChanges(turn: Turn): void {
  const { status, runs } = turn
  tellChange(turn, 'PostPromotion', status.postRun, runs.post)
  tellChange(turn, 'PrePromotion', status.preRun, runs.pre)
  tellChange(turn, 'Step', status.stepRun, runs.step)
  tellChange(turn, 'Background', status.backgroundRun, runs.background)
}

function tellChange(turn: Turn, type: string, before: RunReference | null, run: NewObject | null): void {
  const phase = runPhase(run)
  const name = run?.metadata.name ?? ''
  if (phase === '' || (before !== null && (before.name !== name || before.status === phase))) return
  const text = `${type} Analysis Run '${name}' Status New: '${phase}' Previous: '${before?.status ?? 'NoPreviousStatus'}'`
  const bad = phase === 'Failed' || phase === 'Error'
  turn.journal.tell(turn.object, `AnalysisRun${phase}`, text, bad ? 'Warning' : 'Normal')
}
