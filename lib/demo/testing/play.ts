import { planAction } from '../../rollouts/plans.ts'
import { parseRollout } from '../../wire/parse.ts'
import { applyMergePatch } from '../api/patches/merge-patch.ts'
import type { SteppedClock } from '../clock.ts'
import { createSteppedClock } from '../clock.ts'
import { controlledBy } from '../controllers/owners.ts'
import { isJsonObject, type Json, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'
import type { PodTimes } from '../pods/behaviour.ts'
import { createWorld, type World } from '../world.ts'
import type { Play, Step } from './plays.ts'
import {
  createTrace,
  deploymentLines,
  eventLine,
  pictureOf,
  sizesLine,
  statusLine,
  type Trace,
} from './trace.ts'

/** The kinds whose Events belong to a trace. */
const toldKinds: readonly string[] = ['Rollout', 'Deployment', 'AnalysisRun', 'Experiment']

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

/** Writes down every picture of the workload and every Event of it. */
function record(
  store: Store,
  { kind, namespace }: Pick<Play, 'kind' | 'namespace'>,
  trace: ReturnType<typeof createTrace>,
): void {
  store.subscribe(({ resource, object }) => {
    if (resource === 'events') {
      const about = textAt(object, 'involvedObject', 'kind')
      const [type = '', reason = '', message = ''] = ['type', 'reason', 'message'].map((key) =>
        textAt(object, key),
      )
      if (toldKinds.includes(about)) trace.tell(eventLine(about, type, reason, message))
      return
    }
    const picture = kind === 'rollouts' ? pictureOf(store, namespace, 'frontend') : null
    if (picture) trace.see(statusLine(picture), sizesLine(picture))
    const deployment = kind === 'deployments' ? store.get(kind, namespace, 'frontend') : undefined
    if (!deployment) return
    const { status, sizes } = deploymentLines(deployment, controlledBy(store, 'replicasets', deployment))
    trace.see(status, sizes)
  })
}

/** Plays on a demo world with a stepped clock and answers what was to be seen. */
export function playOnDemo({ kind, namespace, steps }: Play): Trace {
  const world = steppedWorld(recordedPods)
  const { store, clock } = world
  const trace = createTrace(clock.now)
  const workload = () => store.get(kind, namespace, 'frontend')
  record(store, { kind, namespace }, trace)
  for (const step of steps) {
    const deed = nameOf(step)
    if (deed !== null) trace.mark(deed)
    if ('apply' in step) world.apply(step.apply)
    else if ('passMs' in step) clock.advance(step.passMs)
    else if ('until' in step) awaitLine(clock, trace.lastStatus, step.until)
    else {
      const object = workload()
      if (object === undefined) throw new Error(`There is no ${kind} ${namespace}/frontend`)
      if ('patch' in step) patchObject(world, kind, object, step.patch)
      else {
        for (const { subresource, body } of planAction(step.act, parseRollout(object))) {
          const patch = JSON.parse(JSON.stringify(body))
          patchObject(world, kind, workload() ?? object, patch, subresource === 'status' ? 'status' : 'spec')
        }
      }
    }
  }
  world.stop()
  return trace.trace()
}

/** What a step is called in a trace; null for one that only waits. */
export function nameOf(step: Step): string | null {
  if ('apply' in step) return `apply ${step.apply.map(({ kind }) => kind).join(', ')}`
  if ('act' in step) return step.act
  if ('patch' in step) return JSON.stringify(step.patch)
  return null
}

function awaitLine(clock: SteppedClock, line: () => string, begins: string): void {
  for (let waited = 0; !line().startsWith(begins); waited += STEP_MS) {
    if (waited > LIMIT_MS) throw new Error(`'${begins}' did not come; last seen: ${line()}`)
    clock.advance(STEP_MS)
  }
}
