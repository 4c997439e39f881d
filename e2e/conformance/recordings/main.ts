import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { disagreement } from '../../../lib/demo/testing/agreement.ts'
import { fixturePath, passingNames } from '../../../lib/demo/testing/fixtures.ts'
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
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(
    'npm run record -- [--only <play>]… [--sweep]\nWithout --only all plays and the sweep; with --sweep the sweep alone.',
  )
  process.exit(0)
}

const all = values.only.length === 0 && !values.sweep
const wanted = Object.keys(plays).filter((name) => all || values.only.includes(name))
const folder = fixturePath('plays')

function keep(name: string, recording: Recording): void {
  writeFileSync(join(folder, `${name}.txt`), recordingText(recording))
}

/** Names what was seen on one side alone, beside what has been named before: no recording sees all of it. */
function namePassing(recordings: readonly (readonly [string, Recording])[]): void {
  const known = passingNames()
  const unnamed = recordings.flatMap(([name, recording]) => {
    const play = plays[name]
    return play === undefined ? [] : disagreement(recording, playOnDemo(play), known).unnamed
  })
  const names = [...new Set([...known, ...unnamed])].toSorted()
  writeFileSync(fixturePath('passing.txt'), names.map((name) => `${name}\n`).join(''))
}

async function recordAll(studio: Studio): Promise<void> {
  const waiting = [...wanted]
  const recordings: [string, Recording][] = []
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const play = plays[name]
      if (play === undefined) continue
      const recording = await recordPlay(studio, play)
      keep(name, recording)
      recordings.push([name, recording])
      console.log(`recorded ${name}`)
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work))
  namePassing(recordings)
}

mkdirSync(folder, { recursive: true })
if (all) {
  for (const file of readdirSync(folder)) {
    if (!wanted.includes(file.replace(/\.txt$/, ''))) rmSync(join(folder, file))
  }
}
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
