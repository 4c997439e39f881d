export type FailureKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'unreachable'
  | 'invalid'
  | 'unexpected'

/** The one class of failure: `kind` decides what is done, `message` is a sentence fit to show to a person. */
export class CockpitError extends Error {
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CockpitError'
    this.kind = kind
  }
}
