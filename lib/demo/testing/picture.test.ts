import { describe, expect, test } from 'vitest'
import { createSteppedClock } from '../clock.ts'
import { isJsonList, isJsonObject, type Json } from '../objects/json.ts'
import { createWorld } from '../world.ts'
import { type Detail, drawnOf } from './drawing.ts'
import { lookOf } from './picture.ts'
import { instantPods } from './play.ts'
import { plays } from './plays.ts'

/** What is drawn some time after the first deeds of a play, in a cluster that was born then and names pods so. */
function drawn(name: string, deeds: number, born = '2026-11-23T10:00:00.500Z', seed = 1): Detail {
  const play = plays[name]
  if (play === undefined) throw new Error(`There is no play ${name}`)
  const world = createWorld({
    clock: (age) => createSteppedClock(Date.parse(born), age),
    podTimes: instantPods,
    seed,
  })
  for (const step of play.steps.filter((one) => 'apply' in one).slice(0, deeds)) {
    if ('apply' in step) world.apply(step.apply)
    world.clock.advance(4_000)
  }
  const detail = drawnOf(world.store, play)
  world.stop()
  if (detail === null) throw new Error(`${name} has no picture`)
  return detail
}

/** Every place in a picture that holds no further ones, and the picture with something else there. */
function* changes(value: Json, path = ''): Generator<readonly [path: string, changed: Json]> {
  if (isJsonList(value)) {
    for (const [index, entry] of value.entries())
      for (const [inner, changed] of changes(entry, `${path}.*`)) yield [inner, value.with(index, changed)]
  } else if (isJsonObject(value)) {
    for (const [key, field] of Object.entries(value))
      for (const [inner, changed] of changes(field, `${path}.${key}`))
        yield [inner, { ...value, [key]: changed }]
  } else if (typeof value === 'boolean') yield [path, !value]
  else if (typeof value === 'number') yield [path, value + 1]
  else if (typeof value === 'string')
    yield [path, Number.isNaN(Date.parse(value)) || value === '' ? `${value}?` : '2001-02-03T04:05:06Z']
  else yield [path, 'something']
}

/** The places at which a picture may be another one without a difference in what is compared, but for those in `revisions`. */
function unseen(detail: Detail): readonly string[] {
  const look = lookOf(detail).join('\n')
  const same = [...changes(JSON.parse(JSON.stringify(detail)))].filter(
    ([, changed]) => lookOf(changed as unknown as Detail).join('\n') === look,
  )
  const paths = same.map(([path]) => path.slice(1)).filter((path) => !path.startsWith('revisions.'))
  return [...new Set(paths)].toSorted()
}

/** Whom it is about, when it was, and which of several alike. */
const common = [
  'conditions.*.lastTransitionTime',
  'replicaSets.*.createdAt',
  'replicaSets.*.pods.*.createdAt',
  'replicaSets.*.pods.*.name',
  'replicaSets.*.pods.*.node',
  'replicaSets.*.pods.*.uid',
  'replicaSets.*.uid',
  'resourceVersion',
  'row.changedAt',
  'row.createdAt',
  'row.namespace',
  'row.uid',
  'stateKey',
]

describe('a picture', () => {
  test.each(['canary-straight-through', 'blue-green-promoted', 'experiment-passes', 'deployment-of-4'])(
    'of %s looks the same in every cluster',
    (name) => {
      expect(lookOf(drawn(name, 3, '2031-02-03T04:05:06.700Z', 7))).toEqual(lookOf(drawn(name, 3)))
    },
  )

  test('of a Rollout is told whole, but for identities, instants and what is drawn twice', () => {
    expect(unseen(drawn('canary-straight-through', 3))).toEqual([...common, 'row.pause.since'].toSorted())
  })

  test('of a Deployment, too', () => {
    expect(unseen(drawn('deployment-of-4', 3))).toEqual(
      [...common, 'deadlineAt', 'history.*.createdAt', 'observedGeneration'].toSorted(),
    )
  })

  test('tells how long a pause takes', () => {
    const detail = drawn('blue-green-by-itself', 4)
    expect(lookOf(detail).filter((line) => line.startsWith('row.pause'))).toEqual([
      'row.pause: {reason BlueGreenPause, since INSTANT, until 4 s later, waitsFor clock}',
    ])
  })
})
