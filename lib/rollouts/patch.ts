/** One operation of a JSON patch. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove' | 'test'
  readonly path: string
  readonly value?: unknown
}

/** One part of a patch plan, in one of the forms that the API server takes: JSON merge, strategic merge, or JSON patch. */
export type Patch = {
  /** null for the main resource. */
  readonly subresource: 'status' | 'scale' | null
  /** Judged by the API server, and kept nowhere. */
  readonly dryRun?: boolean
} & (
  | { readonly type: 'merge' | 'strategic'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly type: 'json'; readonly body: readonly PatchOperation[] }
)
