import { useEffect } from 'react'

/** Hands the page's nonce to the scroll lock of the dialogs, which puts a style element into the page when one opens. */
export function useStyleNonce(nonce: string | undefined): void {
  useEffect(() => {
    // The name that the library looks for among the globals.
    if (nonce !== undefined) Object.assign(window, { __webpack_nonce__: nonce })
  }, [nonce])
}
