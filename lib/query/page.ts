import type { PageKey } from '../stream/page.ts'
import type { Rights } from '../stream/protocol.ts'

/** What is known of one page; `detail` is null when what it shows is not, or no longer, there. */
export interface Known<Detail> {
  readonly detail: Detail | null
  readonly rights: Rights
  /** Why it cannot be seen; absent where it can. */
  readonly problem?: string
}

/** Where the cache holds one page. */
export const pageQueryKey = (cluster: string, key: PageKey) => ['page', cluster, key] as const
