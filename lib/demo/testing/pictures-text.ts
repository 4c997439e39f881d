import { SHORT_MS } from './compare.ts'
import { type Look, pathOf } from './picture.ts'
import { type Entry, isMark, type Trace } from './trace.ts'

type Pictures = Pick<Trace, 'pictures' | 'looks'>

const DITTO = '"'
const GONE = '- '

/** The lines that are other ones than before, and the paths that are no more. */
function changes(before: Look, look: Look): readonly string[] {
  const paths = new Set(look.map(pathOf))
  const gone = before.map(pathOf).filter((path) => !paths.has(path))
  return [...gone.map((path) => `${GONE}${path}`), ...look.filter((line) => !before.includes(line))]
}

function changed(before: Look, lines: readonly string[]): Look {
  const gone = new Set(lines.map((line) => (line.startsWith(GONE) ? line.slice(GONE.length) : pathOf(line))))
  const added = lines.filter((line) => !line.startsWith(GONE))
  return [...before.filter((line) => !gone.has(pathOf(line))), ...added].toSorted()
}

const parentOf = (line: string): string => {
  const path = pathOf(line)
  return path.slice(0, Math.max(0, path.lastIndexOf('.')))
}

/** What lines tell of is written once, above those that tell of the same; `undo` gives it back. */
function dittoed(lines: readonly string[], undo: boolean): readonly string[] {
  let above = ''
  return lines.map((line) => {
    const whole = undo && line.startsWith(DITTO) ? above + line.slice(DITTO.length) : line
    const parent = parentOf(whole)
    const same = parent !== '' && parent === above
    above = parent
    return same && !undo ? DITTO + whole.slice(parent.length) : whole
  })
}

/** The pictures that stood, each as what is other than in the one before; of those that passed only the hashes. */
export function picturesText({ pictures, looks }: Pictures): string {
  let before: Look = []
  const told = new Set<string>()
  return pictures
    .flatMap(([line, ms]) => {
      const row = `${String(ms).padStart(6)} ${line}`
      const look = looks.get(line)
      if (isMark(line) || ms < SHORT_MS || told.has(line) || look === undefined) return [row]
      const rows = dittoed(changes(before, look), false).map((one) => ` ${one}`)
      told.add(line)
      before = look
      return [row, ...rows]
    })
    .map((row) => `${row}\n`)
    .join('')
}

/** The pictures that a text is of; only those that stood have a look. */
export function picturesOf(text: string): Pictures {
  const pictures: Entry[] = []
  const looks = new Map<string, Look>()
  let before: Look = []
  for (const [, ms = '', line = '', rows = ''] of text.matchAll(/^ *(\d+) (.*)\n((?: +[^ \d].*\n)*)/gm)) {
    pictures.push([line, Number(ms)])
    if (rows === '') continue
    const lines = rows.split('\n').map((row) => row.trimStart())
    before = changed(before, dittoed(lines.filter(Boolean), true))
    looks.set(line, before)
  }
  return { pictures, looks }
}
