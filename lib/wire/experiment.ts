import type { Experiment } from '../rollouts/analysis-model.ts'
import { readMeta } from './meta.ts'
import { childOf, type Node, textOf } from './read.ts'

/** Reads an Experiment of argoproj.io/v1alpha1. */
export function readExperiment(object: Node): Experiment {
  const status = childOf(object, 'status')
  return {
    kind: 'Experiment',
    meta: readMeta(object),
    phase: textOf(status, 'phase'),
    message: textOf(status, 'message'),
  }
}
