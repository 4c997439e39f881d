import type { Json, JsonObject } from '../objects/json.ts'
import type { Refusal } from '../objects/refusal.ts'

/** Where the lines of a stream go; what is written after the reader has gone is dropped. */
export interface Sink {
  /** False once the reader is behind: what can wait should, until `whenTaken`. */
  write(text: string | Buffer): boolean
  /** Calls back once when a reader that is behind has taken everything; not at all when it never does. */
  whenTaken(resume: () => void): void
  end(): void
}

/** What a request is answered with: a whole body, or a stream that is ended by the function it returns. */
export type Answer = Head &
  ({ readonly body: string | Buffer } | { readonly stream: (sink: Sink) => () => void })

interface Head {
  readonly code: number
  readonly type: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer of JSON. */
export const jsonAnswer = (code: number, value: Json, type = 'application/json'): Answer => ({
  code,
  type,
  body: JSON.stringify(value),
})

/** The `Status` that says why not. */
export const failureStatus = ({ code, reason, message, details }: Refusal): JsonObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  ...(reason === '' ? {} : { reason }),
  ...(details === undefined ? {} : { details }),
  code,
})

/** The `Status` of something done that leaves no object to show. */
export const successStatus = (details: JsonObject): JsonObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details,
})
