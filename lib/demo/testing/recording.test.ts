import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SHORT_MS } from './compare.ts'
import { readRecording, recordingText } from './recording.ts'
import { readRows, rowText } from './sweep.ts'
import { type Entry, isMark } from './trace.ts'

const part = fc.constantFrom(
  'Progressing',
  'Paused',
  'step 1/5 weight 25',
  'Available-',
  '"quoted"',
  'r1:4 stable',
)
const line = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' | ')),
  fc.constant('# apply Rollout'),
)
const entries = fc.array(fc.tuple(line, fc.nat({ max: 999_999 })), { maxLength: 12 })
/** Pictures as a recording keeps them: only of those that stood it is known what they look like. */
const pictures = fc
  .array(
    fc.tuple(
      fc.constantFrom('0a', '1b', '2c', '3d', '# promote'),
      fc.nat({ max: 500 }),
      fc.subarray(['x: 1', 'y.w: 2', 'y.x.a: "', 'y.x.b: 3', 'y.z: a: b', 'z: [c, d]']),
    ),
    { maxLength: 12 },
  )
  .map((all) => {
    const looks = new Map<string, readonly string[]>()
    for (const [hash, ms, lines] of all) {
      if (!isMark(hash) && ms >= SHORT_MS && !looks.has(hash))
        looks.set(hash, [`name: ${hash}`, ...lines].toSorted())
    }
    return { pictures: all.map(([hash, ms]): Entry => [hash, ms]), looks }
  })
const recording = fc
  .record({
    status: entries,
    sizes: entries,
    events: fc.array(
      fc.constantFrom(
        'a-controller Rollout Normal Done: well',
        'a-controller Rollout Normal Told: x y',
        'b Pod Warning Bad: no',
      ),
      { maxLength: 3 },
    ),
    eventsCut: fc.boolean(),
    objects: fc.constantFrom('', 'kind: Rollout\n', 'kind: Rollout\n---\nkind: Pod\n'),
    pictures,
  })
  .map(({ pictures: seen, ...rest }) => ({ ...rest, ...seen }))

describe('a recording', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(recording, (one) => {
        expect(readRecording(recordingText(one))).toEqual(one)
      }),
    )
  })
})

describe('a sweep', () => {
  test('is read as it was written', () => {
    const split = fc.constantFrom('0+2', '1+1', '2+0')
    const row = fc.record({
      limits: fc.constantFrom({}, { maxSurge: 0, maxUnavailable: 1 }),
      replicas: fc.integer({ min: 1, max: 12 }),
      splits: fc.array(split, { minLength: 100, maxLength: 100 }),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 3 }), (rows) => {
        expect(readRows(rows.map(rowText).join(''))).toEqual(rows)
      }),
    )
  })
})
