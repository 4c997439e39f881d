import { analysisPlays } from './plays/analysis.ts'
import { blueGreenPlays } from './plays/blue-green.ts'
import { canaryPlays } from './plays/canary.ts'
import { deploymentPlays } from './plays/deployment.ts'
import { interruptedPlays } from './plays/interrupted.ts'
import { invalidPlays } from './plays/invalid.ts'
import { routedPlays } from './plays/routed.ts'
import type { Play } from './plays/step.ts'
import { workloadPlays } from './plays/workload.ts'

const makers = {
  ...canaryPlays,
  ...interruptedPlays,
  ...blueGreenPlays,
  ...deploymentPlays,
  ...analysisPlays,
  ...invalidPlays,
  ...workloadPlays,
  ...routedPlays,
}

/** All plays by their names. */
export const plays: Readonly<Record<string, Play>> = Object.fromEntries(
  Object.entries(makers).map(([name, make]) => [name, make(name)]),
)
