import { parseFlags } from './settings.mjs'

const flags = /** @type {const} */ ({
  scenario: { type: 'string' },
  speed: { type: 'string' },
  'write-kubeconfig': { type: 'string' },
})

/** The fastest that a laptop follows. */
const fastest = 600

/**
 * Splits the command line of `npm run demo` into the start's flags and the demo's own. Throws an Error whose message is a sentence for the terminal.
 * Which scenarios there are is for the demo to say.
 * @param {readonly string[]} argv
 */
export function parseDemoFlags(argv) {
  const start = parseFlags(argv, flags)
  if (start.chosen.COCKPIT_KUBECONFIG !== undefined)
    throw new Error('The demo brings its own cluster; for another one use npm start -- --kubeconfig FILE.')
  const { scenario, speed, 'write-kubeconfig': file } = start.more
  if (file === '') throw new Error('--write-kubeconfig needs the name of a file.')
  return {
    start,
    demo: { scenario: scenario || 'canary', speed: readSpeed(speed), kubeconfig: file ?? null },
  }
}

/** @param {string | undefined} value */
function readSpeed(value) {
  if (value === undefined) return 1
  const speed = Number(value)
  if (/^\d{1,3}$/.test(value) && speed >= 1 && speed <= fastest) return speed
  throw new Error(`--speed must be a whole number from 1 to ${fastest}, not "${value}".`)
}
