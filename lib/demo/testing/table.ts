import { planAction } from '../../rollouts/plans.ts'
import type { Action } from '../../rollouts/view.ts'
import { parseRollout } from '../../wire/parse.ts'
import type { SteppedClock } from '../clock.ts'
import type { JsonObject } from '../objects/json.ts'
import { listAt, objectAt, textAt } from '../objects/json.ts'
import type { KubeObject, NewObject } from '../objects/object.ts'
import type { World } from '../world.ts'
import { pictureOf } from './drawing.ts'
import { patchObject, steppedWorld } from './play.ts'

/** A Rollout called `frontend` on a stepped world, and the rows of the table that its story makes. */
export interface Table {
  readonly world: World<SteppedClock>
  rollout(): KubeObject
  apply(...objects: readonly NewObject[]): void
  act(action: Action): void
  patch(body: JsonObject): void
  /** Lets time pass and answers the rows that came meanwhile, without repetitions. */
  rows(ms: number): readonly string[]
  /** The Events about the Rollout so far, each when it was first said, with hashes as `#`. */
  events(): readonly string[]
}

/** Index, pauses, pods that each revision is meant to have, and what a person is told. */
function rowOf(world: World<SteppedClock>, namespace: string): string | null {
  const rollout = world.store.get('rollouts', namespace, 'frontend')
  const picture = pictureOf(world.store, namespace, 'frontend')
  if (rollout === undefined || picture === null) return null
  const index = objectAt(rollout.status).currentStepIndex ?? '-'
  const pause = listAt(rollout, 'status', 'pauseConditions').map((one) => textAt(one, 'reason'))
  const held = objectAt(rollout.status).controllerPause === true ? '!' : ''
  const sizes = picture.replicaSets
    .toSorted((a, b) => a.revision - b.revision)
    .map(({ revision, desired, roles }) => `${revision}:${desired}${roles.includes('stable') ? '*' : ''}`)
  const lanes = picture.lanes.map(({ revision }) => revision ?? '-')
  const { phase, message } = picture.row
  const words = message.replaceAll(/"frontend-[a-z0-9]+"/g, 'RS')
  return [
    `${index}${pause.length > 0 || held ? ` ${pause.join()}${held}` : ''}`,
    sizes.join(' '),
    ...(lanes.length === 0 ? [] : [lanes.join('/')]),
    words === '' ? phase : `${phase}: ${words}`,
  ].join(' | ')
}

/** A world in which one Rollout's table is written from its first row on. */
export function createTable(namespace: string): Table {
  const world = steppedWorld()
  let rows: string[] = []
  let last = ''
  const told: string[] = []
  world.store.subscribe(({ type, resource, object }) => {
    if (resource === 'events' && type === 'ADDED' && textAt(object, 'involvedObject', 'kind') === 'Rollout') {
      const text = `${textAt(object, 'reason')}: ${textAt(object, 'message')}`
      told.push(text.replaceAll(/\b[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, '#'))
    }
    const row = rowOf(world, namespace)
    if (row === null || row === last) return
    last = row
    rows.push(row)
  })
  const rollout = (): KubeObject => {
    const found = world.store.get('rollouts', namespace, 'frontend')
    if (found === undefined) throw new Error(`There is no Rollout in ${namespace}`)
    return found
  }
  return {
    world,
    rollout,
    apply: (...objects) => world.apply(objects),
    act: (action) => {
      for (const { subresource, body } of planAction(action, parseRollout(rollout()))) {
        patchObject(
          world,
          'rollouts',
          rollout(),
          JSON.parse(JSON.stringify(body)),
          subresource === 'status' ? 'status' : 'spec',
        )
      }
    },
    patch: (body) => patchObject(world, 'rollouts', rollout(), body),
    rows: (ms) => {
      world.clock.advance(ms)
      const came = rows
      rows = []
      return came
    },
    events: () => told,
  }
}
