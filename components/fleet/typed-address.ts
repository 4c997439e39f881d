/** While what was typed is still to be written to the address. */
let writing: Promise<unknown> | null = null

/** Remembers an address that is about to be written. */
export function noteTyped(address: Promise<unknown>): void {
  writing = address
  const written = () => {
    if (writing === address) writing = null
  }
  address.then(written, written)
}

/** Resolves once the address says what was typed; null where it does already. */
export const typedAddress = (): Promise<unknown> | null => writing
