export interface Gate {
  readonly open: boolean
  unlock(): void
  /** Resolves once the gate is open, rejects with `refusal()` when the signal aborts before. */
  pass(signal: AbortSignal, refusal: () => Error): Promise<void>
}

/** A gate that opens once and for all; nobody who gave up waiting is remembered. */
export function createGate(): Gate {
  const waiting = new Set<() => void>()
  let open = false

  return {
    get open() {
      return open
    },
    unlock() {
      open = true
      for (const go of waiting) go()
    },
    pass(signal, refusal) {
      if (open) return Promise.resolve()
      if (signal.aborted) return Promise.reject(refusal())
      return new Promise((resolve, reject) => {
        function go() {
          waiting.delete(go)
          signal.removeEventListener('abort', giveUp)
          resolve()
        }
        function giveUp() {
          waiting.delete(go)
          reject(refusal())
        }
        waiting.add(go)
        signal.addEventListener('abort', giveUp, { once: true })
      })
    },
  }
}
