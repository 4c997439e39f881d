import type { RequestListener } from 'node:http'
import { CockpitError } from '../errors.ts'
import type { Rules } from '../guard/judge.ts'
import { fleetPath, pagePath } from '../paths.ts'
import { createFaults } from './api/faults.ts'
import { startApi } from './api/server.ts'
import { createRealClock } from './clock.ts'
import { createControl } from './control/control.ts'
import { controlHandler } from './control/handler.ts'
import { keepKubeconfig } from './kubeconfig-file.ts'
import { scenarios as course } from './scenarios/course.ts'
import { gallery } from './scenarios/gallery.ts'
import type { Scenario } from './scenarios/scenario.ts'
import { createWorld } from './world.ts'

/** As pods of podinfo come on a laptop, in milliseconds. */
const podTimes = { start: 700, ready: 2_500, terminate: 1_500, apart: 200 }

export interface DemoChoice {
  /** The scenario that is opened, told with the course; `empty` for a cluster without any. */
  readonly scenario: string
  /** Seconds of demo time in one real second. */
  readonly speed: number
  /** Where the kubeconfig is written; null for a folder that goes with the process. */
  readonly kubeconfig: string | null
}

/** A demo that runs. */
export interface Demo {
  /** The path of its kubeconfig. */
  readonly kubeconfig: string
  /** The path of the page that shows the chosen scenario. */
  readonly opens: string
  /** What stands before the pages and answers the demo's own addresses. */
  before(rules: Rules): (next: RequestListener) => RequestListener
}

/** Starts the demo's cluster in this process, its scenarios told; what cannot be is a CockpitError with a sentence, and nothing is left behind. */
export async function startDemo({ scenario, speed, kubeconfig }: DemoChoice): Promise<Demo> {
  const opened = scenarioOf(scenario)
  const onFault = (error: unknown) =>
    void process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  const world = createWorld({ clock: (age) => createRealClock(age, onFault), podTimes, onFault })
  const faults = createFaults()
  const control = createControl({ world, faults, course, gallery })
  if (opened !== null) control.perform({ do: 'reset', scenario: 'all' })
  if (opened !== null && !course.includes(opened)) control.perform({ do: 'reset', scenario: opened.name })
  control.perform({ do: 'speed', factor: speed, namespace: null })
  // Nobody has watched yet: what each object was on its way here would only be kept.
  world.store.compact(Number(world.store.version()))
  const api = await startApi({ store: world.store, now: world.clock.now, logs: world.logs, onFault, faults })
  return {
    kubeconfig: await keepKubeconfig(kubeconfig, api),
    opens: opened === null ? fleetPath('demo') : pathOf(opened),
    before: (rules) => controlHandler({ control, faults, rules, onFault }),
  }
}

const empty = 'empty'

/** The names that `--scenario` takes, the course's first. */
export const scenarioNames: readonly string[] = [...course, ...gallery].map(({ name }) => name).concat(empty)

function scenarioOf(name: string): Scenario | null {
  const found = [...course, ...gallery].find((one) => one.name === name)
  if (found) return found
  if (name === empty) return null
  throw new CockpitError(
    'invalid',
    `--scenario "${name}" is none of the demo's. There are ${scenarioNames.join(', ')}.`,
  )
}

const pathOf = ({ namespace, opens: { resource, name } }: Scenario): string =>
  pagePath(resource, { cluster: 'demo', namespace, name })
