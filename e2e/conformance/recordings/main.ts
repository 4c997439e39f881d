import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { disagreement } from '../../../lib/demo/testing/agreement.ts'
import { shortNames } from '../../../lib/demo/testing/compare.ts'
import { fixturePath, passingNames, recorded, recordedNames } from '../../../lib/demo/testing/fixtures.ts'
import { playOnDemo } from '../../../lib/demo/testing/play.ts'
import { plays } from '../../../lib/demo/testing/plays.ts'
import { type Recording, recordingText } from '../../../lib/demo/testing/recording.ts'
import { rowText } from '../../../lib/demo/testing/sweep.ts'
import { recordPlay, type Studio } from './record.ts'
import { openStudio, pinnedVersions, SIDE_BY_SIDE } from './studio.ts'
import { recordSweep } from './sweep.ts'

/** Records the real controllers anew, into `lib/demo/fixtures`. */

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    sweep: { type: 'boolean', default: false },
    names: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(
    `npm run record -- [--only <play>]… [--sweep] [--names]
Without --only all plays and the sweep; with --sweep the sweep alone; with --names only the list of passing lines, which needs no Go.`,
  )
  process.exit(0)
}

const all = values.only.length === 0 && !values.sweep && !values.names
const wanted = Object.keys(plays).filter((name) => all || values.only.includes(name))
const folder = fixturePath('plays')

function keep(name: string, recording: Recording): void {
  writeFileSync(join(folder, `${name}.txt`), recordingText(recording))
}

/**
 * Names every line that stood only shortly on the real controllers, and those of the demo that any recording has, beside those that were named
 * before: no recording sees all of them at the same place.
 */
function namePassing(): void {
  const recordings = recordedNames()
  const known = passingNames()
  const names = Object.entries(plays).flatMap(([name, play]) => {
    const real = recorded(name)
    if (real === null) return []
    const short = [real.status, real.sizes].flatMap(shortNames)
    return [...short, ...disagreement(real, playOnDemo(play), known).unnamed]
  })
  // What the demo alone shows is a difference, and is not excused here.
  const seen = [...known, ...names].filter((name) => recordings.has(name))
  const sorted = [...new Set(seen)].toSorted()
  writeFileSync(fixturePath('passing.txt'), sorted.map((name) => `${name}\n`).join(''))
}

async function recordAll(studio: Studio): Promise<void> {
  const waiting = [...wanted]
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const play = plays[name]
      if (play === undefined) continue
      const recording = await recordPlay(studio, play)
      keep(name, recording)
      console.log(`recorded ${name}`)
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work))
}

/** What is not a play any more has no recording. */
function removeOthers(): void {
  for (const file of readdirSync(folder)) {
    if (!Object.hasOwn(plays, file.replace(/\.txt$/, ''))) rmSync(join(folder, file))
  }
}

async function record(): Promise<void> {
  const studio = await openStudio({ progress: console.log })
  try {
    if (wanted.length > 0) await recordAll(studio)
    if (all || values.sweep) {
      const rows = await recordSweep(studio)
      writeFileSync(fixturePath('replicas.txt'), rows.map(rowText).join(''))
      console.log(`recorded ${rows.length} sweeps`)
    }
    writeFileSync(fixturePath('versions.txt'), pinnedVersions())
  } finally {
    await studio.close()
  }
}

mkdirSync(folder, { recursive: true })
if (all) removeOthers()
if (!values.names) await record()
namePassing()
