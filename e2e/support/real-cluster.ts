import { CockpitError } from '../../lib/errors.ts'
import { findGo } from '../cluster/go.ts'

/** Why the real control plane cannot be built here, as a sentence that says what to install; null where it can. */
export function goProblem(): string | null {
  try {
    findGo()
    return null
  } catch (error) {
    if (error instanceof CockpitError) return error.message
    throw error
  }
}

/**
 * Whether the suites that need the real control plane can run: `describe.skipIf(!requireCluster())`. Without Go
 * they are skipped on a developer's machine; with CI set that is a failure, said by throwing.
 */
export function requireCluster(): boolean {
  const problem = goProblem()
  if (problem !== null && inCi()) throw new CockpitError('invalid', problem)
  return problem === null
}

/** Whether a missing part is a failure: `CI` is set to anything but `false`. */
export function inCi(): boolean {
  const { CI = '' } = process.env
  return CI !== '' && CI !== 'false'
}
