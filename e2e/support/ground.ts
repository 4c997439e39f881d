import type { Api } from '../cluster/api.ts'
import type { Tools } from '../cluster/tools.ts'

/** What a story is told on: a real control plane, or the demo's. */
export interface Ground extends Omit<Api, 'close'> {
  readonly contextName: string
  readonly kubeconfig: string
  /** The plugin; null where Go is not needed and so it was not built. */
  readonly argo: Tools['argo'] | null
  killApiServer(): Promise<void>
  restartApiServer(): Promise<void>
  /** Back when the controllers have found the API server again. */
  untilFollowed(): Promise<void>
}
