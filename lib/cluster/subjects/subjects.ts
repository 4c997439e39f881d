import { deploymentSubject } from './deployments.ts'
import { rolloutSubject } from './rollouts.ts'
import { serviceSubject } from './services.ts'
import type { Subject } from './subject.ts'

/** Every kind that has a page. */
export const subjects: readonly Subject[] = [rolloutSubject(), deploymentSubject, serviceSubject]
