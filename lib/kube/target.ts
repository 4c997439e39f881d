/** Whom a request is for and as whom, as far as it may be said aloud. */
export interface Target {
  /** The API server's address as the kubeconfig has it. */
  readonly server: string
  /** The kubeconfig's name of the user; null where the context names none. */
  readonly user: string | null
}
