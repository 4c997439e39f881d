/** What a page remembers between two messages, because the cluster does not. */
export interface KeptPage<Detail> {
  /** The last picture there was; it stays when the object goes. */
  readonly detail: Detail | null
  /** When the object was seen to be gone, in milliseconds; null while it is there. */
  readonly goneAt: number | null
  /** The uid under this name before the present one, where the name changed hands while the page was open. */
  readonly replacedUid: string | null
}

interface Identified {
  readonly row: { readonly uid: string }
}

/** Takes in what the stream says now: `undefined` is "not heard yet", `null` is "not there". The same again gives the same. */
export function keepPage<Detail extends Identified, Kept extends KeptPage<Detail>>(
  kept: Kept,
  incoming: Detail | null | undefined,
  now: number,
): Kept {
  if (incoming === undefined || incoming === kept.detail) {
    return incoming && kept.goneAt !== null ? { ...kept, goneAt: null } : kept
  }
  if (incoming === null) {
    return kept.detail === null || kept.goneAt !== null ? kept : { ...kept, goneAt: now }
  }
  const before = kept.detail?.row.uid
  const changedHands = before !== undefined && before !== incoming.row.uid
  return {
    ...kept,
    detail: incoming,
    goneAt: null,
    replacedUid: changedHands ? before : kept.replacedUid,
  }
}
