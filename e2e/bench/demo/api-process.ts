import { startApi } from '../../../lib/demo/api/server.ts'
import { createRealClock } from '../../../lib/demo/clock.ts'
import { objectAt, textAt } from '../../../lib/demo/objects/json.ts'
import { blue, place, rollout } from '../../../lib/demo/scenarios/podinfo.ts'
import { createWorld } from '../../../lib/demo/world.ts'
import { monotonicMs } from '../stats.ts'

/** The namespace of the crowd. */
const NAMESPACE = 'crowd'

/** Pods that are there at once: it is not their coming that is measured. */
const podTimes = { start: 0, ready: 0, terminate: 0, apart: 0 }

const BEAT_MS = 20

/** What this process is told: to write so many pods a second for so long, or (null) to write as many as once, at once. */
export interface Storm {
  readonly perSecond: number
  readonly seconds: number
}

const fault = (error: unknown) => {
  throw error
}

/** Serves as many Rollouts as the first argument says, each with as many pods as the second one says. */
async function main(): Promise<void> {
  const [rollouts = 0, replicas = 0] = process.argv.slice(2).map(Number)
  const world = createWorld({ clock: (age) => createRealClock(age, fault), podTimes })
  world.apply(place(NAMESPACE))
  for (let index = 0; index < rollouts; index += 1)
    world.apply([
      rollout(
        { namespace: NAMESPACE, name: `rollout-${index}`, app: `app-${index}`, version: blue, replicas },
        { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } },
      ),
    ])
  const ready = () =>
    world.store.list('rollouts').filter((one) => textAt(one, 'status', 'phase') === 'Healthy').length
  while (ready() < rollouts) await new Promise((resolve) => setTimeout(resolve, 100))
  const { url, ca, identities } = await startApi({ store: world.store, now: world.clock.now })
  process.on('message', ({ perSecond, seconds }: Storm) => void storm(perSecond, seconds))
  process.send?.({ url, ca, token: identities.operator.token })

  /** Writes pods in turn, each with the instant of its writing; evenly, as kubelets of many nodes do. */
  function storm(perSecond: number, seconds: number): void {
    const names = world.store.list('pods', NAMESPACE).map(({ metadata }) => metadata.name)
    const begin = monotonicMs()
    const all = perSecond * seconds
    let written = 0
    const beat = setInterval(() => {
      const due = Math.min(all, Math.ceil(((monotonicMs() - begin) * perSecond) / 1000))
      for (; written < due; written += 1) touch(names[written % names.length] ?? '')
      if (written === all) clearInterval(beat)
    }, BEAT_MS)
  }

  function touch(name: string): void {
    const pod = world.store.get('pods', NAMESPACE, name)
    if (!pod) return
    const status = { ...objectAt(pod, 'status'), message: `written at ${monotonicMs()}` }
    world.store.update('pods', { ...pod, status }, 'status')
  }
}

process.once('disconnect', () => process.exit())
await main()
