import type { CanaryStepKind } from '@/lib/rollouts/model.ts'
import type { StepView } from '@/lib/rollouts/view.ts'
import { spokenDuration } from '@/lib/rollouts/words.ts'

export interface StepWords {
  readonly title: string
  /** What the step does or waits for; may be empty. */
  readonly note: string
}

const titles: Readonly<Record<CanaryStepKind, string>> = {
  setWeight: 'Set weight',
  pause: 'Pause',
  experiment: 'Experiment',
  analysis: 'Analysis',
  setCanaryScale: 'Canary scale',
  plugin: 'Plugin',
  setHeaderRoute: 'Header route',
  setMirrorRoute: 'Mirror route',
  invalid: 'Unknown step',
}

/** The words under one column of the staircase. */
export function stepWords(step: StepView): StepWords {
  return { title: titles[step.kind], note: noteOf(step) }
}

function noteOf(step: StepView): string {
  switch (step.kind) {
    case 'setWeight':
      return podsOf(step)
    case 'pause':
      return pauseNote(step)
    case 'experiment':
      return 'must succeed'
    case 'analysis':
      return 'must succeed'
    case 'setCanaryScale':
      return /\{(.*)\}/.exec(step.text)?.[1] ?? ''
    case 'plugin':
    case 'setHeaderRoute':
    case 'setMirrorRoute':
      return step.text.slice(step.text.indexOf(':') + 1).trim()
    case 'invalid':
      return 'no kind the controller knows'
  }
}

function podsOf({ replicas }: StepView): string {
  if (!replicas) return ''
  const all = replicas.next + replicas.stable
  if (all === 0) return 'no pods'
  if (replicas.stable === 0) return all === 1 ? 'the only pod' : `all ${all} pods`
  return `${replicas.next} of ${all} pods`
}

function pauseNote({ text, pauseSeconds }: StepView): string {
  if (pauseSeconds !== null) return spokenDuration(pauseSeconds)
  return text === 'pause' ? 'until promoted' : text.replace(/^pause: /, '')
}
