import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeKubeconfig } from './api/kubeconfig.ts'
import { startApi } from './api/server.ts'
import { createRealClock } from './clock.ts'
import { scenarios } from './scenarios/course.ts'
import { createWorld } from './world.ts'

/** As pods of podinfo come on a laptop, in milliseconds. */
const podTimes = { start: 700, ready: 2_500, terminate: 1_500, apart: 200 }

/** Starts the demo's cluster in this process, its scenarios told, and answers the path of a kubeconfig that goes with the process. */
export async function startDemo(): Promise<string> {
  const onFault = (error: unknown) =>
    void process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  const world = createWorld({ clock: (age) => createRealClock(age, onFault), podTimes, scenarios, onFault })
  const api = await startApi({ store: world.store, now: world.clock.now, logs: world.logs, onFault })
  const folder = await mkdtemp(join(tmpdir(), 'rollout-cockpit-demo-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const kubeconfig = join(folder, 'kubeconfig')
  await writeKubeconfig(kubeconfig, api)
  return kubeconfig
}
