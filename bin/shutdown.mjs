/** @typedef {{ close: (done: () => void) => void, closeIdleConnections: () => void, closeAllConnections: () => void }} Closable */

const graceMs = 400
const deadlineMs = 900
// Ctrl-C in a terminal reaches this process directly, through npm and through the process that started it, all within a moment.
const sameSignalMs = 200
const orphanMs = 500

/** @type {readonly NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** @param {NodeJS.Signals} _name @param {number} number */
const exitAtOnce = (_name, number) => process.exit(128 + number)

/**
 * Ends the process on a signal that comes before `exitOnSignals` is called. Node ends without an exit event where nobody listens, and what goes with the
 * process would stay.
 */
export function exitOnEarlySignals() {
  for (const signal of signals) process.on(signal, exitAtOnce)
}

/**
 * Ends the process on the first signal, or when the process that started it is gone: streams and watches end, then the ports close, then it exits with 0.
 * A second signal ends it at once.
 * @param {() => void} stop ends what would keep connections open
 * @param {readonly Closable[]} servers
 */
export function exitOnSignals(stop, servers) {
  let since = 0
  const end = () => {
    const now = performance.now()
    if (since !== 0 && now - since > sameSignalMs) process.exit(1)
    if (since !== 0) return
    since = now
    setTimeout(() => process.exit(0), deadlineMs)
    setTimeout(() => {
      for (const server of servers) server.closeAllConnections()
    }, graceMs)
    stop()
    void closeAll(servers).then(() => process.exit(0))
  }
  for (const signal of signals) {
    process.off(signal, exitAtOnce)
    process.on(signal, end)
  }
  if (process.connected) process.once('disconnect', end)
  else if (isNpms) onceOrphaned(end)
}

/** npm waits for its script to end, so an npm that is gone was killed, and had no time to say so. */
const isNpms = ['start', 'demo'].includes(process.env.npm_lifecycle_event ?? '')
const parent = process.ppid

/** A process is not told that its parent was killed; it can only look. @param {() => void} end */
function onceOrphaned(end) {
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    end()
  }, orphanMs)
  looking.unref()
}

/** @param {readonly Closable[]} servers */
async function closeAll(servers) {
  await Promise.all(
    servers.map((server) => {
      /** @type {Promise<void>} */
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      return closed
    }),
  )
}
