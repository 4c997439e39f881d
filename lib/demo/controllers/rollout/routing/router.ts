import type { CanaryStep } from '../../../../rollouts/model.ts'
import type { Turn } from '../turn.ts'

/** What a traffic router is told. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/trafficroutingutil.go#L8 */
export interface Router {
  /** Takes away the routes that steps have made. */
  removeRoutes(turn: Turn): void
  /** Makes or takes away the route of a step. */
  setRoute(turn: Turn, step: CanaryStep): void
  /** Whether it waits for pods before it is told anything of these two versions. */
  waits(turn: Turn, canaryHash: string, stableHash: string): boolean
  /** Sends so much to the new version; answers what is wrong, null where nothing is. */
  setWeight(turn: Turn, weight: number): string | null
}
