import { expect, test } from 'vitest'
import { canaryRollout } from '../../scenarios/course.ts'
import { blue, green, place, type Version } from '../../scenarios/podinfo.ts'
import { nginx } from '../../scenarios/routers.ts'
import { changed } from '../../testing/plays/stage.ts'
import { createTable } from '../../testing/table.ts'
import { partsOf } from './controller.ts'
import { reconcileRollout } from './reconcile.ts'

const PLACE = 'webapp-canary'
const WHILE = 5_000

test('old pods without a delay stay, and nobody looks at them again and again', () => {
  const canary = { ...nginx.canary, scaleDownDelaySeconds: 0, steps: [{ setWeight: 50 }] }
  const version = (one: Version) => changed(canaryRollout(one), { strategy: { canary } })
  const { world, apply, rows } = createTable(PLACE)
  apply(...place(PLACE), ...nginx.objects(PLACE), version(blue))
  rows(WHILE)
  apply(version(green))
  expect(rows(WHILE).at(-1)).toBe('1 | 1:4 2:4* | 2/2 | Healthy')
  const parts = partsOf(world.store, `${PLACE}/frontend`)
  expect(parts && reconcileRollout(parts, world.clock.now()).again).toBeGreaterThan(WHILE)
})
