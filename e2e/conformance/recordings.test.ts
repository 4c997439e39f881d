import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Disagreement, disagreement } from '../../lib/demo/testing/agreement.ts'
import { type Difference, passingName } from '../../lib/demo/testing/compare.ts'
import { fixturePath, passingNames, recorded } from '../../lib/demo/testing/fixtures.ts'
import { playOnDemo } from '../../lib/demo/testing/play.ts'
import { plays } from '../../lib/demo/testing/plays.ts'
import type { Recording } from '../../lib/demo/testing/recording.ts'
import { rowText } from '../../lib/demo/testing/sweep.ts'
import type { Entry } from '../../lib/demo/testing/trace.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { recordPlay } from './recordings/record.ts'
import { openStudio, pinnedVersions, SIDE_BY_SIDE } from './recordings/studio.ts'
import { recordSweep } from './recordings/sweep.ts'

vi.setConfig({ maxConcurrency: SIDE_BY_SIDE })

/** Side by side with others a line may stand for long. */
const PATIENCE_MS = 20_000

/** What passes on one machine may stand for a moment on a busier one. */
const BUSY_MS = 1_500

/**
 * A Rollout that was invalid says so until the controller is done with it: that takes one back-off more where the controller hears of its own writes
 * before its queue has forgotten the failures.
 */
const MENDED =
  'Progressing | waiting for rollout spec update to be observed | InvalidSpec+InvalidSpec Progressing+NewReplicaSetCreated'

/**
 * After an abort the order in which pods of two ReplicaSets come and go decides, where other plays take the processors, whether the Rollout is available in
 * between. The committed recordings are compared with the demo in this, too, and so are all objects at the end.
 */
const exceptAvailable = (line: string): string =>
  line.includes('RolloutAborted') ? line.replace(/Available[+-]/, 'Available?') : line

function statusExceptAvailable({ status }: Recording): Recording['status'] {
  const told: Entry[] = []
  for (const [line, ms] of status) {
    const [before, stood] = told.at(-1) ?? ['', 0]
    const now = exceptAvailable(line)
    if (before === now) told.splice(-1, 1, [now, stood + ms])
    else told.push([now, ms])
  }
  return told
}

const passing = passingNames().map(exceptAvailable)
const mayPassMs = (line: string): number => (line === MENDED ? PATIENCE_MS : BUSY_MS)
const stands = ({ line, ms }: Difference): boolean =>
  ms >= mayPassMs(line) || !passing.includes(passingName(line))

/** How a recording made just now differs; the committed ones, made at rest, are compared with the demo without such indulgence. */
function disagreementWith(real: Recording, other: Recording): Disagreement {
  const less = (each: Recording): Recording => ({ ...each, status: statusExceptAvailable(each) })
  const found = disagreement(less(real), less(other), passing, PATIENCE_MS)
  return {
    ...found,
    status: found.status.filter(stands),
    sizes: found.sizes.filter(stands),
    // A deed may be done just before or just after a line that only passes.
    unnamed: found.unnamed.filter((name) => !name.startsWith('#')),
  }
}

const agreed = { status: [], sizes: [], events: [], unnamed: [] }
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
      expect({ demo: disagreementWith(real, demo) }).toEqual({ demo: agreed })
      expect({ recorded: before && disagreementWith(real, before) }).toEqual({ recorded: agreed })
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
