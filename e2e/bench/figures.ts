import type { BrowserFigures } from './browser.ts'
import type { StormFigures } from './storm.ts'
import type { SubjectFigures } from './subject-phases.ts'
import type { SubjectName } from './subjects.ts'

export interface Of {
  readonly size: number
  readonly subject: SubjectName
}

/** All that one run has measured. */
export interface Figures {
  readonly subjects: (Of & SubjectFigures)[]
  readonly storms: (Of & StormFigures)[]
  readonly pages: ({ readonly size: number } & BrowserFigures)[]
}
