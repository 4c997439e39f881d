import { Check, CircleHelp, Clock, LoaderCircle, type LucideIcon, TriangleAlert, X } from 'lucide-react'

interface RunLook {
  readonly icon: LucideIcon
  readonly text: string
}

const looks: ReadonlyMap<string, RunLook> = new Map([
  ['Successful', { icon: Check, text: 'text-healthy' }],
  ['Running', { icon: LoaderCircle, text: 'text-progressing' }],
  ['Pending', { icon: Clock, text: 'text-muted' }],
  ['Inconclusive', { icon: CircleHelp, text: 'text-paused' }],
  ['Failed', { icon: X, text: 'text-degraded' }],
  ['Error', { icon: TriangleAlert, text: 'text-degraded' }],
])

/** How the phase of an AnalysisRun, an Experiment or a Job looks; an unknown phase is a question. */
export const runLook = (phase: string): RunLook =>
  looks.get(phase) ?? { icon: CircleHelp, text: 'text-muted' }
