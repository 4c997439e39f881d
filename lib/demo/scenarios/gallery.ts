import { crowds } from './crowds.ts'
import { elsewhere } from './elsewhere.ts'
import { measuredOnes } from './measured.ts'
import { routedOnes } from './routed.ts'
import type { Scenario } from './scenario.ts'
import { standing } from './standing.ts'
import { trouble } from './trouble.ts'

/** What is not in the course, told only when it is asked for. */
export const gallery: readonly Scenario[] = [
  ...standing,
  ...routedOnes,
  ...trouble,
  ...measuredOnes,
  ...crowds,
  ...elsewhere,
]
