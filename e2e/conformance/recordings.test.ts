import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { agreed, disagreement } from '../../lib/demo/testing/agreement.ts'
import { type Patience, quickest } from '../../lib/demo/testing/compare.ts'
import { fixturePath, passingNames, recorded } from '../../lib/demo/testing/fixtures.ts'
import { playOnDemo } from '../../lib/demo/testing/play.ts'
import { plays } from '../../lib/demo/testing/plays.ts'
import type { Recording } from '../../lib/demo/testing/recording.ts'
import { rowText } from '../../lib/demo/testing/sweep.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { recordPlay } from './recordings/record.ts'
import { openStudio, pinnedVersions, SIDE_BY_SIDE } from './recordings/studio.ts'
import { recordSweep } from './recordings/sweep.ts'

vi.setConfig({ maxConcurrency: SIDE_BY_SIDE })

/**
 * Side by side with others a line may stand for long: the more often a controller was asked while it was at work, the longer it waits before it goes on,
 * 1 ms doubled each time (argo-rollouts v1.10.1, utils/queue/queue.go:12; 1,024 ms were seen). What that lets stand here and not in the recording is
 * known to pass.
 */
const patience: Patience = { longerMs: 20_000, shortMs: 2_500 }

const passing = passingNames()
const disagreementOf = (one: Recording, other: Recording) => disagreement(one, other, passing, patience)

/** Beside others a picture that passes may stand for a moment: how long it takes a controller is what the quicker of two recordings says. */
const quickestOf = (one: Recording, other: Recording): Recording => ({
  ...one,
  status: quickest(one.status, other.status),
  sizes: quickest(one.sizes, other.sizes),
  pictures: quickest(one.pictures, other.pictures),
})

const possible = requireCluster()
let studio: Awaited<ReturnType<typeof openStudio>>

beforeAll(async () => {
  if (possible) studio = await openStudio()
})
afterAll(async () => {
  if (possible) await studio.close()
})

test('the recordings were made with the pinned versions', () => {
  expect(readFileSync(fixturePath('versions.txt'), 'utf8')).toBe(pinnedVersions())
})

describe.skipIf(!possible)(
  'recorded anew, the demo and the recording agree with it',
  { concurrent: true },
  () => {
    test.for(Object.entries(plays))('%s', async ([name, play]) => {
      const real = await recordPlay(studio, play)
      const before = recorded(name)
      const demo = playOnDemo(play)
      expect({ recorded: before && disagreementOf(real, before) }).toEqual({ recorded: agreed })
      expect({ demo: before && disagreementOf(quickestOf(real, before), demo) }).toEqual({ demo: agreed })
      expect(demo.objects).toBe(real.objects)
      expect(before?.objects).toBe(real.objects)
    })
  },
)

describe.skipIf(!possible)('the sweep of weights', () => {
  test('comes to what was recorded', { timeout: 300_000 }, async () => {
    const rows = await recordSweep(studio)
    expect(rows.map(rowText).join('')).toBe(readFileSync(fixturePath('replicas.txt'), 'utf8'))
  })
})
