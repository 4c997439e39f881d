import { expect } from 'vitest'
import { listAt, textAt } from '../../cluster/json.ts'
import { type ObjectRef, until } from '../../cluster/waits.ts'
import type { Walk } from '../walk.ts'
import { isPhase, type Journey, pausedAt, podsReadyAfter, settled, startHealthy, update } from './journey.ts'

/** The canary's pods become ready when they are let, so a setWeight step lasts until then. */
const held = { podAnnotations: { 'cockpit.test/never-ready': 'true' } }
const release = { metadata: { annotations: { 'cockpit.test/never-ready': null } } }

/** At a setWeight step, with its pods there and not ready; answers with their names. */
async function untilHeld(walk: Walk, step: number): Promise<readonly string[]> {
  let waiting: readonly string[] = []
  await walk.until(`held at step ${step}`, ({ row, replicaSets }) => {
    const canary = replicaSets.find(({ roles }) => roles.includes('canary'))
    waiting = (canary?.pods ?? []).filter(({ state }) => state !== 'ready').map(({ name }) => name)
    return row.stepIndex === step && waiting.length > 0
  })
  return waiting
}

/** From a setWeight step to the pause behind it. */
async function letThrough(walk: Walk, step: number): Promise<void> {
  const pods = `/api/v1/namespaces/${walk.ref.namespace}/pods`
  for (const name of await untilHeld(walk, step)) await walk.cluster.patch(`${pods}/${name}`, release)
  await walk.until(`paused at ${step + 1}/5`, pausedAt(step + 1))
}

/** Steps that the controller says it completed before it said that it aborted. */
async function completedSteps({ cluster }: Walk, { namespace, name }: ObjectRef): Promise<number> {
  const events = await until(
    `the abort of ${namespace} is among its events`,
    async () => listAt(await cluster.get(`/api/v1/namespaces/${namespace}/events`), 'items'),
    (found) => found.some((event) => textAt(event, 'reason') === 'RolloutAborted'),
  )
  return events.filter(
    (event) =>
      textAt(event, 'reason') === 'RolloutStepCompleted' && textAt(event, 'involvedObject.name') === name,
  ).length
}

/** Aborts at each step, retries where it came from a pause, and goes back to the first image at the end. */
const abortedAt = (index: number): Journey => ({
  name: `aborted-at-step-${index}`,
  rollout: 'web',
  run: async (walk) => {
    await startHealthy(walk, { podAnnotations: podsReadyAfter(0.2) })
    await update(walk, held)
    for (const step of [0, 2].filter((step) => step < index)) {
      await letThrough(walk, step)
      if (step + 1 < index) await walk.argo('promote')
    }
    if (index % 2 === 0) await untilHeld(walk, index)
    await walk.argo('abort')
    await walk.until('aborted', isPhase('Degraded', 'RolloutAborted'))
    await walk.until('the new version gone', ({ replicaSets }) =>
      replicaSets.every((set) => !set.roles.includes('canary') || set.pods.length === 0),
    )
    expect(await completedSteps(walk, walk.ref), 'the step that was aborted').toBe(index)
    if (index % 2 === 0) return
    await walk.argo('retry rollout')
    await letThrough(walk, 0)
    await walk.argo('undo')
    await walk.until('back at the first image', settled)
  },
})

export const abortedJourneys: readonly Journey[] = [0, 1, 2, 3, 4].map(abortedAt)
