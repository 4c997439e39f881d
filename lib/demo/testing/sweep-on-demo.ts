import { sizeOf, wholeAnnotationOf } from '../controllers/facts.ts'
import { numberAt } from '../objects/json.ts'
import { blue, green, place, rollout, type Version } from '../scenarios/podinfo.ts'
import { steppedWorld } from './play.ts'
import type { Limits } from './sweep.ts'

const steps = Array.from({ length: 100 }, (_, index) => ({ setWeight: index + 1 }))
const namespace = 'sweep'

/** The splits that the demo's controller comes to when a canary goes through the weights 1 to 100. */
export function sweepOnDemo(limits: Limits, replicas: number): readonly string[] {
  const { store, clock, apply, stop } = steppedWorld()
  const ship = (version: Version) =>
    apply([rollout({ namespace, name: 'frontend', version, replicas }, { canary: { ...limits, steps } })])
  apply(place(namespace))
  ship(blue)
  clock.advance(1_000)
  const splits: string[] = []
  const sizes = new Map<number, number>()
  store.subscribe(({ resource, object }) => {
    if (resource === 'replicasets')
      sizes.set(wholeAnnotationOf(object, 'rollout.argoproj.io/revision') ?? 0, sizeOf(object))
    if (resource !== 'rollouts' || !sizes.has(2)) return
    const done = numberAt(object.status, 'currentStepIndex')
    if (done === splits.length + 1) splits.push(`${sizes.get(2) ?? 0}+${sizes.get(1) ?? replicas}`)
  })
  ship(green)
  clock.advance(60_000)
  stop()
  return splits
}
