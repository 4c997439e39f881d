import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { passingName } from './compare.ts'
import { type Recording, readRecording } from './recording.ts'

const folder = new URL('../fixtures/', import.meta.url)

/** Where a file of recordings is, `plays/canary-straight-through.txt`. */
export const fixturePath = (name: string): string => fileURLToPath(new URL(name, folder))

/** The names of the plays that are recorded. */
export const recordedPlays = (): readonly string[] =>
  readdirSync(fixturePath('plays')).map((file) => file.replace(/\.txt$/, ''))

/** What the real controllers came to in a play; null where it is not recorded. */
export function recorded(play: string): Recording | null {
  const path = fixturePath(`plays/${play}.txt`)
  return existsSync(path) ? readRecording(readFileSync(path, 'utf8')) : null
}

/** The names of all lines that the recordings have. */
export const recordedNames = (): ReadonlySet<string> =>
  new Set(
    recordedPlays()
      .flatMap((play) => recorded(play) ?? [])
      .flatMap(({ status, sizes }) => [...status, ...sizes])
      .filter(([line]) => line !== '' && !line.startsWith('#'))
      .map(([line]) => passingName(line)),
  )

/** The names of the lines that last so shortly that one side may not have seen them; a recording has each of them. */
export const passingNames = (): readonly string[] =>
  readFileSync(fixturePath('passing.txt'), 'utf8').split('\n').filter(Boolean)
