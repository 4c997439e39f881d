import { planAction } from '../../rollouts/plans.ts'
import { parseRollout } from '../../wire/parse.ts'
import { applyMergePatch } from '../api/patches/merge-patch.ts'
import type { SteppedClock } from '../clock.ts'
import { createSteppedClock } from '../clock.ts'
import { instantOf } from '../controllers/facts.ts'
import { isJsonObject, type Json } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import type { PodTimes } from '../pods/behaviour.ts'
import { createWorld, type World } from '../world.ts'
import { createDrawing } from './drawing.ts'
import { likenedResources, likenessOf } from './likeness.ts'
import { nameOf, type Play, type Step } from './plays/step.ts'
import { eventLines, type Recording } from './recording.ts'
import { createTrace } from './trace.ts'

const STEP_MS = 10
const LIMIT_MS = 120_000

/** Pods that do at once what they do, but for what their annotations say. */
export const instantPods: PodTimes = { start: 0, ready: 0, terminate: 0, apart: 0 }

/** As the pods of the real control plane's tests, whose kubelet takes a moment for each. */
const recordedPods: PodTimes = { ...instantPods, apart: 20 }

/** A world whose time only moves when the test says so. */
export const steppedWorld = (podTimes: PodTimes = instantPods): World<SteppedClock> =>
  createWorld({ clock: (age) => createSteppedClock(Date.parse('2026-11-23T10:00:00.500Z'), age), podTimes })

/** Merge-patches an object of the world, as the API server would. */
export function patchObject(
  { store }: World<SteppedClock>,
  resource: 'rollouts' | 'deployments',
  object: KubeObject,
  body: Json,
  part: 'spec' | 'status' = 'spec',
): void {
  const patched = applyMergePatch(object, body)
  if (!isJsonObject(patched)) return
  store.update(resource, { ...object, spec: patched.spec ?? {}, status: patched.status ?? {} }, part)
}

/** Plays on a demo world with a stepped clock and answers what was to be seen. */
export function playOnDemo(play: Play): Recording {
  const world = steppedWorld(recordedPods)
  const { store, clock } = world
  const trace = createTrace(clock.now)
  const drawing = createDrawing()
  store.subscribe(({ type, resource, object }) => {
    drawing.note({ resource, object, gone: type === 'DELETED' })
    const detail = drawing.draw(play)
    if (detail) trace.see(detail)
  })
  for (const step of play.steps) {
    const deed = nameOf(step)
    if (deed !== null) trace.mark(deed)
    if ('passMs' in step) clock.advance(step.passMs)
    else if ('at' in step) clock.advance(1000 - (clock.now() % 1000))
    else if ('until' in step) awaitLine(clock, trace.lastStatus, step.until)
    else perform(world, play, step)
  }
  world.stop()
  return {
    ...trace.trace(),
    events: eventLines(store.list('events', play.namespace)),
    eventsCut: false,
    objects: likenessOf(likenedResources.flatMap((resource) => store.list(resource, play.namespace))),
  }
}

type Deed = Exclude<
  Step,
  { readonly passMs: number } | { readonly at: 'second' } | { readonly until: string }
>

function perform(world: World<SteppedClock>, { kind, namespace }: Play, step: Deed): void {
  const patch = (body: Json, part: 'spec' | 'status' = 'spec') => {
    const workload = world.store.get(kind, namespace, 'frontend')
    if (workload === undefined) throw new Error(`There is no ${kind} ${namespace}/frontend`)
    patchObject(world, kind, workload, body, part)
  }
  if ('apply' in step) world.apply(step.apply)
  else if ('patch' in step) patch(step.patch)
  else if ('delete' in step) {
    world.store.delete(kind, namespace, 'frontend')
    while (world.store.list('pods', namespace).length > 0) world.clock.advance(STEP_MS)
  } else if ('restart' in step) patch({ spec: { restartAt: instantOf(world.clock.now()) } })
  else {
    const rollout = parseRollout(world.store.get(kind, namespace, 'frontend'))
    for (const { subresource, body } of planAction(step.act, rollout)) {
      patch(JSON.parse(JSON.stringify(body)), subresource === 'status' ? 'status' : 'spec')
    }
  }
}

function awaitLine(clock: SteppedClock, line: () => string, begins: string): void {
  for (let waited = 0; !line().startsWith(begins); waited += STEP_MS) {
    if (waited > LIMIT_MS) throw new Error(`'${begins}' did not come; last seen: ${line()}`)
    clock.advance(STEP_MS)
  }
}
